"""What search engines read: schema.org `MedicalWebPage` and `MedicalTrial`, from the record's fields only."""

from typing import Any

from explainer.model import Trial

REGISTRY = "https://clinicaltrials.gov/study/"
STATUS = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
    "SUSPENDED": "Suspended",
}


def registry_address(trial_id: str) -> str:
    """The record's page in its registry; empty for a number of no registry (an invented example)."""
    return REGISTRY + trial_id if trial_id.startswith("NCT") else ""


def medical_page(trial: Trial, *, language: str, address: str) -> dict[str, Any]:
    """The page and the study as JSON-LD."""
    record = trial.record
    study: dict[str, Any] = {
        "@type": "MedicalTrial",
        "name": record.title,
        "identifier": record.id,
        "url": registry_address(record.id),
        "sponsor": {"@type": "Organization", "name": record.sponsor} if record.sponsor else "",
        "status": f"https://schema.org/{STATUS[record.status]}" if record.status in STATUS else "",
        "healthCondition": [{"@type": "MedicalCondition", "name": condition} for condition in record.conditions],
        "studyLocation": [{"@type": "AdministrativeArea", "name": place} for place in record.places[:5]],
    }
    page = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": trial.title.plain,
        "inLanguage": language,
        "url": address,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": {key: value for key, value in study.items() if value},
    }
    return {key: value for key, value in page.items() if value}
