"""What translations say is what their originals say, in the words of each language; and a broken table of words is told."""

import shutil
import time

import pytest
from mutations_translated import SLIPS, measure, translated

from explainer.checks import RULES
from explainer.checks.aligned import sentences_of, side_by_side
from explainer.checks.editions import read_editions
from explainer.checks.said import Language
from explainer.checks.translation import PAIR_RULES, paired
from explainer.finding import Where
from explainer.language.locales import Locale
from explainer.language.words import SKELETON, TABLES, read_words, words_path
from explainer.model import unmarked
from explainer.reading.loader import load_site
from explainer.reading.prose import ProseReader
from explainer.reading.senses import read_senses
from explainer.reading.source import Folder, Problems, Source
from explainer.settings import SHIPPED

LEAST = 0.98
TAGS = sorted(SLIPS)
BAD = {
    "links-lost": ("fr", "See [the page](/about/).", "Voyez la page."),
    "placeholders-changed": ("es", "Hello %(name)s", "Hola %(nombre)s"),
    "question-turned": ("ar", "Who pays?", "من يدفع."),
    "left-as-it-was": ("zh-Hans", "See the list. It is long.", "请看清单。It is long."),
    "sentence-lost": ("es", "It is long here. It is wide.", "Aquí es muy largo."),
    "end-lost": ("fr", "Ask the study team.", "Demandez à l’équipe de"),
    "marks-lost": ("es", "You have asthma (trouble with breathing) now.", "Usted tiene asma ahora, le falta aire."),
    "length-off": ("es", "You can see here what it is and what it can do to you.", "Puede verlo."),
    "translation-number-lost": ("zh-Hans", "The three visits take 28 days.", "这些就诊需要 28 天。"),
    "translation-number-added": ("ar", "The visit is long.", "الزيارة تستغرق خمسة أشهر."),
    "translation-unit-changed": ("fr", "It takes 28 days.", "Cela prend 28 semaines."),
    "translation-limit-changed": ("es", "You are at least 18.", "Usted tiene menos de 18."),
    "translation-negation-lost": ("zh-Hans", "You must not have an allergy.", "您必须有过敏。"),
    "translation-negation-added": ("ar", "You must have an allergy.", "يجب ألا تكون لديك حساسية."),
    "translation-choice-lost": ("fr", "Fever or pain", "Fièvre et douleur"),
    "translation-choice-added": ("zh-Hans", "Fever and pain", "发烧或疼痛"),
    "translation-item-lost": ("es", "It is in the thumbs, elbows, or ankles.", "Está en los pulgares o los tobillos."),
    "translation-may-lost": ("es", "The cream may ease the itch.", "La crema alivia el picor."),
    "translation-claim-added": ("ar", "It is a cream.", "هو كريم آمن."),
    "translation-sense-turned": ("es", "It is the left kidney.", "Es el riñón derecho."),
    "translation-thing-added": ("ar", "It is given on Mondays.", "يُعطى على الريق أيام الاثنين."),
    "translation-thing-lost": ("es", "Only women", "Mujeres"),
    "translation-would-lost": ("fr", "You would have an injection.", "Vous recevrez une injection."),
    "translation-month-changed": ("fr", "It ends in March 2027.", "Elle finit en mai 2027."),
    "translation-medicine-changed": ("es", "You take varenicline.", "Toma un medicamento."),
    "translation-medicine-added": ("es", "You take a medicine.", "Toma amitriptilina."),
}
SENSES = read_senses(Folder(SHIPPED, Problems()))
SOUND = [
    ("ar", "It is in the thumbs, elbows, or ankles.", "هو في الإبهام والمرفق أو الكاحل."),
    ("zh-Hans", "It is in the thumbs, elbows, or ankles.", "在拇指、手肘或脚踝。"),
    ("es", "Your score is −2.5 or lower.", "Su puntuación es de menos 2,5 o menos."),
    ("fr", "Your score is −2.5 or lower.", "Votre score est de −2,5 ou moins."),
    ("fr", "The pressure is below 90/50 mmHg.", "La tension est au-dessous de 90/50 mmHg."),
    ("fr", "You take at most 100 mg a day.", "Vous prenez 100 mg par jour au maximum."),
    ("fr", "The baby was born before week 34.", "Le bébé est né avant la 34e semaine."),
    ("es", "You smoke 5 or more cigarettes.", "Fuma 5 cigarrillos o más."),
    ("es", "In the first 2 days", "Durante los 2 primeros días"),
    ("ar", "You have at least 3 nights a week.", "3 ليالٍ في الأسبوع على الأقل."),
    ("ar", "You do not have to.", "لستَ ملزمًا بذلك."),
    ("ar", "The main aim is safety. That is no promise.", "الهدف الرئيسي هو السلامة، وليس هذا وعدًا."),
    ("zh-Hans", "You have a high fever. A test has found it.", "您正在发高烧，而且检查也发现了这一点。"),
    ("ar", "You still have pain.", "لا تزال تعاني ألمًا."),
    ("ar", "It counts this up to day 29.", "ويُحسب ذلك حتى اليوم 29."),
    ("ar", "They would have 2 cycles.", "يتلقون دورتين."),
    ("ar", "It is within 60 days since a transplant.", "لم يمضِ أكثر من 60 يومًا على زرع."),
    ("zh-Hans", "Lower than 25,000 per microliter", "低于每微升 25,000 个"),
    ("zh-Hans", "You may not be able to take part.", "您可能不能参加。"),
    ("fr", "The cream could sting.", "La crème pourrait piquer."),
    ("zh-Hans", "It looks at how safe the cream is.", "研究这种药膏是否安全。"),
    ("es", "It takes 1,500.5 mg.", "Se necesitan 1.500,5 mg."),
    ("es", "It takes 1.5 mg.", "Se necesitan 1.5 mg."),
    ("es", "It takes 3 weeks.", "Tarda tres semanas."),
    ("es", "It takes three weeks.", "Tarda 3 semanas."),
    ("es", "No one may give it.", "Nadie puede darlo."),
    ("es", "You have no fever and no pain.", "No tiene fiebre ni dolor."),
    ("es", "A doctor gives it.", "Lo da un médico o médica."),
    ("es", "You are 18 to 65 years old.", "Usted tiene de 18 a 65 años."),
    ("es", "Do you have pain? Do not wait.", "¿Tiene dolor? No espere."),
    ("fr", "It takes 1,500 mg.", "Il faut 1\u202f500 mg."),
    ("fr", "More than half of the people", "Plus de la moitié des personnes"),
    ("fr", "Nobody knows it.", "Personne ne le sait."),
    ("fr", "You must not have had it in the last 6 months.", "Vous ne devez pas l’avoir eu au cours des 6 derniers mois."),
    ("fr", "Results are 30 IU/mL or more.", "Les résultats sont de 30 UI/mL ou plus."),
    ("zh-Hans", "It takes 1 week.", "需要一周。"),
    ("zh-Hans", "The blood is taken within 28 days.", "在２８天内抽血。"),
    ("zh-Hans", "Two or more visits", "两次或更多就诊"),
    ("zh-Hans", "The very small risk differs.", "非常小的风险，各不相同。"),
    ("zh-Hans", "The visit is in May.", "就诊在五月。"),
    ("zh-Hans", "At least 50% of the dose", "至少 50％ 的剂量"),
    ("ar", "It takes 2 weeks.", "يستغرق أسبوعين."),
    ("ar", "Two tests", "فحصان"),
    ("ar", "It takes 30 days.", "يستغرق ٣٠ يومًا."),
    ("ar", "You have not had it for 12 months.", "لم تُصب به منذ 12 شهرًا."),
    ("ar", "The dose is 1.5 mg.", "الجرعة ١٫٥ mg."),
    ("ar", "You are 18 years or older.", "عمرك 18 سنة أو أكثر."),
    ("es", "It is at most 5 times the upper limit (≤ 5 x ULN).", "Es como máximo 5 veces el límite superior (≤ 5 x ULN)."),
    ("es", "It is no more than 2 weeks.", "No debe superar las 2 semanas."),
    ("es", "Your weight must not be more than 120 kg.", "Su peso no debe ser superior a 120 kg."),
    ("es", "You have not had more than 3 visits.", "No ha tenido más de 3 visitas."),
    ("es", "It is above 29% (> 29%).", "Es superior al 29% (> 29%)."),
    ("es", "It is 6.5 percent (48 mmol/mol) or higher.", "Es del 6,5 por ciento (48 mmol/mol) o más alta."),
    ("es", "You weigh 27 kilograms per meter (kg/m) or more.", "Pesa 27 kilogramos por metro (kg/m) o más."),
    ("es", "It would take about 1½ years.", "Duraría alrededor de un año y medio (1½ años)."),
    ("es", "It is used until 6 months after the study.", "Se usa hasta 6 meses después del estudio."),
    ("es", "It is taken from day 3 to day 28.", "Se toma desde el día 3 hasta el día 28."),
    ("es", "You can swallow comfortably.", "Puede tragar sin dificultad."),
    ("es", "Any type other than this counts.", "Cuenta cualquier tipo que no sea este."),
    ("es", "Eyes that are not wide (“non-dilated”)", "Ojos sin dilatar («non-dilated»)"),
    ("es", "One injection once a week", "Una inyección una vez por semana"),
    ("fr", "Under 16 years (< 16 years), ask.", "Avant 16 ans (< 16 ans), demandez."),
    ("fr", "You are 16 years or older (≥ 16 years).", "À partir de 16 ans (≥ 16 ans)."),
    ("fr", "Grade of at least grade 2", "Un grade d’au moins grade 2"),
    ("fr", "This was within 1 month.", "C’était il y a 1 mois ou moins."),
    ("fr", "It came back, but only outside the bone.", "Elle n’est revenue qu’en dehors de l’os."),
    (
        "fr",
        "Two lines, with or without chemotherapy, did not help.",
        "Deux lignes, associées ou non à une chimiothérapie, ont échoué.",
    ),
    ("fr", "It came back. There was no CR.", "Elle est revenue : aucune CR."),
    ("fr", "This is the third of four ways.", "Voici la troisième de quatre façons."),
    ("fr", "They have agreed to use it.", "Ils ont accepté de l’utiliser."),
    ("fr", "You have kidney or liver trouble, or both.", "Vous avez un problème aux reins, au foie, ou aux deux."),
    ("fr", "It lasts from Day 1 to Day 28.", "Cela dure du jour 1 jusqu’au jour 28."),
    ("fr", "You agree before the study starts.", "Vous acceptez avant que la moindre étape de l’étude ne commence."),
    ("fr", "FEV1 is a breathing test.", "Le VEMS est un test respiratoire."),
    ("fr", "The dose is 2 mg. After that it is 1 mg a day.", "La dose est de 2 mg, puis elle est de 1 mg par jour ensuite."),
    ("es", "It does not matter what it is.", "No importa qué sea."),
    ("es", "You have a P.O. Box.", "Tiene un apartado de correos."),
    ("es", "Then the group grows to 6 people.", "Luego el grupo crece hasta 6 personas."),
    ("es", "Your result is at or below 3.", "Su resultado es igual o inferior a 3."),
    ("es", "You go home or are moved.", "Puede que vuelva a casa o sea trasladado."),
    ("fr", "The study wants to learn about it.", "L’étude veut mieux connaître la maladie."),
    ("fr", "At least one of three tests is done.", "On fait au moins l’un des trois examens."),
    ("es", "She has her usual treatment.", "Recibe su tratamiento de siempre."),
    ("es", "An improvement of 10 points or more counts.", "Cuenta una mejoría de 10 puntos o más."),
    ("es", "It goes on for 3 months after the last dose.", "Sigue hasta 3 meses después de la última dosis."),
    ("fr", "You are able to go without it.", "Vous pouvez vous en passer."),
    ("es", "The result must not be higher than 150 mg/dL.", "El resultado no debe pasar de 150 mg/dL."),
    ("es", "It must have dropped by at least 30%.", "Debe haber bajado al menos un 30 %."),
    ("es", "You had a tremor before you would start it.", "Tuvo un temblor antes de comenzarlo."),
    ("es", "You or your child had A. Or you or your child had B.", "Usted o su hijo tuvo A. O bien tuvo B."),
    ("zh-Hans", "It is more than six months ago.", "在六个多月以前。"),
    ("zh-Hans", "Your weight must not be more than 120 kg.", "您的体重不得超过 120 公斤。"),
    ("zh-Hans", "It takes twenty weeks.", "需要二十周。"),
    ("zh-Hans", "It takes 30 days.", "需要三十天。"),
    ("zh-Hans", "The result is 120 to 160 mg/dl.", "结果为 120～160 mg/dl。"),
    ("zh-Hans", "At least grade 2", "2 级或 2 级以上"),
    ("zh-Hans", "More than 3 months (> 3 months)", "3 个月以上（> 3 个月）"),
    ("zh-Hans", "You had at least two medicines.", "至少用过两种药。"),
    ("zh-Hans", "It counts them up to 28 days after the infusion.", "统计一直持续到输注后 28 天。"),
    ("zh-Hans", "You are 20 to 65 years old.", "年满 20 岁，且不超过 65 岁。"),
    ("zh-Hans", "With or without chemotherapy", "不论是否联合化疗"),
    ("zh-Hans", "Does my cancer count?", "我的癌症算不算？"),
    ("zh-Hans", "A health problem (AE)", "健康问题（不良事件）"),
    ("zh-Hans", "Once a day at bedtime", "每天睡前一次"),
    ("ar", "Each must be at most 5 times the upper limit.", "يجب ألا يتجاوز كل منهما 5 أضعاف الحد الأعلى."),
    ("ar", "It is no more than 2 times the upper limit (≤ 2 x ULN).", "يجب ألا يزيد على ضعفَي الحد الأعلى (≤ 2 x ULN)."),
    ("ar", "You must be at least 18 years old.", "يجب ألا يقل عمرك عن 18 سنة."),
    ("ar", "You have 2 or more health problems.", "لديك مشكلتان صحيتان أو أكثر."),
    ("ar", "With 1 to 3 medicines", "بدواء واحد إلى 3 أدوية"),
    ("ar", "People older than 12 (> 12 years)", "من تجاوزوا 12 سنة (> 12 سنة)"),
    ("ar", "It would take about 1½ years.", "تستغرق نحو سنة ونصف (1½)."),
    ("ar", "A tube is allowed only if there is a reason.", "لا يُسمح بأنبوب إلا إذا كان له سبب."),
    ("ar", "Because of it, taking part is advised against.", "وبسببه لا يُنصح بالمشاركة."),
    ("es", "Nobody knows in a double-blind study.", "Nadie lo sabe en un estudio doble ciego."),
    ("es", "Stem cells from the parents", "Células madre de los padres"),
    ("es", "The back of the right hand", "El dorso de la mano derecha"),
    ("ar", "The page is not translated yet.", "لم تُترجم الصفحة بعد."),
    ("ar", "It may be mild, and another may follow.", "وقد يكون خفيفًا، وقد يلي ذلك آخر."),
    ("es", "Any score above “0” counts.", "Cuenta toda puntuación superior a «0»."),
    ("es", "Your score is 8 or higher.", "Su puntuación es igual o superior a 8."),
    ("es", "You are in functional class 2.", "Usted está en la clase funcional 2."),
    ("fr", "Your score is 10 or higher.", "Votre score est égal ou supérieur à 10."),
    ("fr", "There is wireless internet.", "Il y a une connexion internet sans fil."),
    ("fr", "It shakes at different strengths.", "Elle vibre plus ou moins fort."),
    ("zh-Hans", "The result is below 60% of it (< 60%).", "结果低于预计值的 60%（< 60%）。"),
    ("zh-Hans", "St. Cloud is the place.", "圣克劳德是地点。"),
    ("ar", "What would happen without prazosin?", "ماذا سيحدث من دون برازوسين؟"),
    ("ar", "Only your doctor can plan this.", "لا يمكن أن يخطط لذلك إلا طبيبك."),
    ("es", "You must meet at least one of the two.", "Tiene que cumplir una de las dos como mínimo."),
    ("es", "It is grade 2 or higher.", "Es, por lo menos, de grado 2."),
    ("fr", "It is at stage 3 or greater.", "Elle est au stade 3 ou à un stade supérieur."),
    ("ar", "It is done at 2 or more levels.", "تُجرى على مستويين اثنين على الأقل."),
    (
        "fr",
        "The first may be up to 7 days earlier or later.",
        "Le premier peut avoir lieu jusqu’à 7 jours plus tôt ou plus tard.",
    ),
    ("es", "The maximum dose is 10 Gy.", "La dosis es de 10 Gy como máximo."),
    ("es", "You must be 80 years old or younger.", "Debe tener como mucho 80 años."),
    ("zh-Hans", "You are older than 12 years.", "您 12 岁以上。"),
    ("zh-Hans", "The birth was 3 months or less before.", "分娩是在之前 3 个月以内。"),
    ("es", "You would come for half a year.", "Vendría durante seis meses."),
    ("ar", "You have type 1 diabetes.", "أنتم مصابون بالسكري من النوع الأول."),
    ("es", "It is three times the upper limit.", "Es el triple del límite superior."),
    ("fr", "The score must not be higher than 19.", "Le score ne doit pas être supérieur à 19."),
    ("fr", "The score is 13 or higher, but not higher than 19.", "Le score est de 13 ou plus, mais pas supérieur à 19."),
    ("fr", "The maximum dose is 10 Gy.", "La dose ne doit pas dépasser 10 Gy."),
    ("zh-Hans", "It shows how well your liver works.", "它可以反映您的肝脏功能好不好。"),
    ("es", "You would have 16 U of it before breakfast.", "Se pondría 16 U antes del desayuno."),
    ("zh-Hans", "After 8 weeks you would have messages.", "满 8 周后，您会收到信息。"),
    ("ar", "You have had more than 2 stones.", "أُصبتم بأكثر من حصاتين."),
    ("zh-Hans", "All three are needed.", "这三项缺一不可。"),
    ("es", "If you had not eaten before the test", "Si estaba en ayunas antes de la prueba"),
    ("es", "The record writes “as a single agent” for it.", "El registro escribe «as a single agent» (solo)."),
    ("es", "Must I stop it before the test, and for how long?", "¿Debo dejarlo antes de la prueba? ¿Y cuánto tiempo?"),
    ("fr", "They show an unusual sugar.", "Ils ont un sucre qui n’est pas habituel."),
    (
        "fr",
        "The antibody is given twice. The first one carries 111In. It is given 1 to 4 weeks before.",
        "L’anticorps est donné deux fois. Le premier porte 111In et est donné 1 à 4 semaines avant.",
    ),
    (
        "es",
        "You have a major illness. It might make it hard to see how pain affects you.",
        "Usted tiene una enfermedad grave que podría hacer difícil ver cómo le afecta el dolor.",
    ),
    ("zh-Hans", "You must be 18 years or older. You must be 80 years or younger.", "您必须年满18岁且不超过80岁。"),
    ("es", "They think that the study is inappropriate for you.", "Consideran que el estudio no es adecuado para usted."),
    ("zh-Hans", "The record gives about 390 million people.", "记录称约有3.9亿人。"),
    ("zh-Hans", "You must have 100,000 platelets or more.", "您的血小板必须达到10万或更多。"),
    ("zh-Hans", "The result must be 1.25 times the upper limit of normal (“ULN”).", "结果须为正常值上限（“ULN”）的1.25倍。"),
    ("fr", "You must be at least half a year old (≥ 0.5 year).", "Vous devez avoir au moins six mois (≥ 0,5 an)."),
    (
        "es",
        "Tumors are checked every 8 weeks, for up to two years.",
        "Revisan los tumores cada 8 semanas durante dos años como máximo.",
    ),
    ("ar", "Your last study was less than 4 weeks ago.", "لم يمضِ على آخر دراسة شاركت فيها 4 أسابيع."),
    ("ar", "You or your child must be at most 18 years old.", "يجب ألا يزيد عمرك أو عمر طفلك على 18 سنة."),
    ("ar", "You are 18 years or older and have type 1 diabetes.", "عمرك 18 سنة فما فوق، ولديك داء السكري من النوع 1."),
    ("zh-Hans", "You can be a man or a woman.", "男女均可。"),
    (
        "es",
        "You have a liver disease. It may be sudden, or last long.",
        "Usted tiene una enfermedad del hígado, ya sea repentina o larga.",
    ),
    ("fr", "Your BMI is from 18.5 to less than 25.0.", "Votre IMC est compris entre 18,5 inclus et 25,0 exclu."),
    ("zh-Hans", "Two blood tests, ALT and AST, show it.", "ALT和AST这两项血液检查显示这一点。"),
    ("es", "It is called “neoadjuvant and adjuvant therapy”.", "Se llama «neoadjuvant and adjuvant therapy»."),
    (
        "fr",
        "A parent or guardian must agree. The parent or guardian must sign.",
        "Un parent ou tuteur doit accepter. Il doit signer.",
    ),
    ("es", "Your partner uses donor eggs.", "Su pareja usa óvulos de donante."),
    ("fr", "We do not know which is right.", "Nous ne savons pas lequel des deux est juste."),
    ("es", "It is in Shanghai, China.", "Se hace en Shanghái (China)."),
    ("fr", "It is in London and Germany, for Crohn’s disease.", "À Londres et en Allemagne, pour la maladie de Crohn."),
]
TURNED = [
    ("translation-number-lost", "es", "Your score is −2.5 or lower.", "Su puntuación es de 2,5 o menos."),
    ("translation-limit-changed", "fr", "The pressure is below 90/50 mmHg.", "La tension est de 90/50 mmHg."),
    ("translation-limit-changed", "es", "You smoke 5 or more cigarettes.", "Fuma 5 cigarrillos."),
    ("translation-limit-changed", "es", "It is no more than 2 weeks.", "Debe superar las 2 semanas."),
    ("translation-limit-changed", "es", "It is at most 2 weeks (≤ 2).", "Son, como mínimo, 2 semanas (≤ 2)."),
    ("translation-negation-added", "es", "You take part at the same time.", "No participa al mismo tiempo."),
    ("translation-limit-changed", "es", "You must not have had more than 3 visits.", "Debe haber tenido más de 3 visitas."),
    ("translation-negation-added", "es", "It is more than 2 weeks.", "No supera las 2 semanas."),
    ("translation-limit-changed", "ar", "You must be at least 18 years old.", "يجب أن يقل عمرك عن 18 سنة."),
    ("translation-limit-changed", "ar", "Each must be at most 5 days.", "يجب أن يتجاوز كل منهما 5 أيام."),
    ("translation-limit-changed", "fr", "Under 16 years (< 16 years), ask.", "Après 16 ans (< 16 ans), demandez."),
    ("translation-limit-changed", "fr", "It is 120 to 160 mg/dl.", "Il doit dépasser 120 à 160 mg/dl."),
    ("translation-limit-changed", "zh-Hans", "You had at least two medicines.", "最多用过两种药。"),
    ("translation-limit-changed", "zh-Hans", "You are older than 12 years.", "您至少 12 岁。"),
    ("translation-limit-changed", "es", "It is 6.5 percent (48 mmol/mol) or higher.", "Es del 6,5 por ciento (48 mmol/mol)."),
    ("translation-unit-changed", "es", "One injection once a week", "Una inyección dos veces a la semana"),
    ("translation-unit-changed", "fr", "One tablet once a day", "Un comprimé une fois par semaine"),
    ("translation-unit-changed", "zh-Hans", "Once a day at bedtime", "每天睡前两次"),
    ("translation-unit-changed", "ar", "You are younger than 21.", "عمرك أقل من 21 شهرًا."),
    ("translation-number-added", "es", "Can I have it after the study?", "¿Podré tomarlo medio año después del estudio?"),
    ("translation-number-added", "zh-Hans", "In the month before", "在之前的两个月内"),
    ("translation-number-added", "fr", "This is the second way.", "Voici la troisième façon."),
    ("translation-number-lost", "zh-Hans", "It takes 30 days.", "需要十天。"),
    ("translation-negation-lost", "fr", "No test, with or without pain", "Un test, avec ou sans douleur"),
    (
        "translation-negation-lost",
        "zh-Hans",
        "If no medicine works, they do not need two, with or without tests.",
        "如果有药有效，就不要求两种（不论是否检查）。",
    ),
    ("translation-negation-lost", "es", "Taking part is advised against.", "Se aconseja participar."),
    ("translation-negation-added", "zh-Hans", "You are being treated.", "您拒绝接受治疗。"),
    ("translation-negation-added", "es", "You are breast-feeding.", "Usted ha dejado de dar el pecho."),
    ("translation-limit-changed", "es", "You must meet at least one of the two.", "Debe cumplir una de las dos."),
    ("translation-limit-changed", "es", "It is grade 2 or higher.", "Es, como mucho, de grado 2."),
    ("translation-limit-changed", "fr", "It is at stage 3 or greater.", "Elle est au stade 3 ou à un stade inférieur."),
    ("length-off", "es", "You have an active infection that is not under control.", "Tiene una infección."),
    ("length-off", "zh-Hans", "You have an active infection that is not under control, and it is in the lungs.", "您有感染。"),
    ("translation-number-added", "es", "You would come several times a day.", "Vendría dos veces al día."),
    ("translation-limit-changed", "fr", "You must meet at least one of the two.", "Vous devez remplir les deux."),
    ("translation-limit-changed", "fr", "The score must not be higher than 19.", "Le score doit être supérieur à 19."),
    ("translation-sense-turned", "es", "The maximum dose is 10 Gy.", "La dosis mínima es de 10 Gy."),
    ("translation-number-added", "es", "You would come for half a year.", "Vendría durante ocho meses."),
    (
        "left-as-it-was",
        "es",
        "It has reached the nerves (central nervous system).",
        "Ha llegado a los nervios (central nervous system).",
    ),
    ("left-as-it-was", "zh-Hans", "We read it as “abnormal with no meaning”.", "我们把它理解为“abnormal with no meaning”。"),
    ("translation-number-lost", "fr", "At least 7 days (≥ 7) means 7 days.", "Au moins  jours (≥ 7) signifie 7 jours."),
    ("translation-number-lost", "es", "In 28 days, or 4 weeks", "En unos días, o semanas"),
    ("translation-limit-changed", "ar", "You have had more than 2 stones.", "أُصبتم بأقل من حصاتين."),
    ("translation-choice-added", "es", "There are 7 and 8.", "Hay 7 u 8."),
    ("translation-thing-added", "zh-Hans", "You must have a place to live.", "您必须有幸福的住处。"),
    ("translation-thing-lost", "es", "You must be an adult.", "Debe tener años."),
    ("translation-thing-added", "fr", "The risk is high.", "Le risque est élevé, il le fait baisser."),
    ("marks-lost", "fr", "The record does not explain “first line”.", "La fiche n’explique pas ce que c’est, la ligne."),
    ("question-turned", "es", "Who pays?", "¿Quién paga? ¿Y cuánto?"),
    (
        "sentence-lost",
        "es",
        "You have a major illness. It might make it hard to see how pain affects you.",
        "Usted tiene una enfermedad grave en este momento.",
    ),
    (
        "sentence-lost",
        "fr",
        "You would have the antibody two times. Each time it is an infusion.",
        "Vous recevriez l’anticorps deux fois.",
    ),
    ("translation-number-added", "zh-Hans", "The record gives about 390 million people.", "记录称约有39亿人。"),
    (
        "translation-unit-changed",
        "fr",
        "You must be at least half a year old (≥ 0.5 year).",
        "Vous avez au moins huit mois (≥ 0,5 an).",
    ),
    (
        "translation-limit-changed",
        "es",
        "They check you every 8 weeks, for up to two years.",
        "Le examinan cada 8 semanas o más durante dos años.",
    ),
    ("translation-limit-changed", "ar", "Your last study was less than 4 weeks ago.", "مضى على آخر دراسة شاركت فيها 4 أسابيع."),
    (
        "translation-limit-changed",
        "fr",
        "Your BMI is from 18.5 to less than 25.0.",
        "Votre IMC est compris entre 18,5 et 25,0 ou plus.",
    ),
    (
        "translation-choice-lost",
        "ar",
        "You or your child must be at most 18 years old.",
        "يجب ألا يزيد عمرك وعمر طفلك على 18 سنة.",
    ),
    ("translation-negation-added", "es", "It checks how safe the cream is.", "No examina hasta qué punto es segura la crema."),
    (
        "translation-negation-added",
        "fr",
        "They want to find out if you are ill.",
        "Ils ne veulent pas savoir si vous êtes malade.",
    ),
    ("translation-may-lost", "es", "It may be sudden, or last long.", "Es repentina y dura mucho."),
    (
        "translation-number-added",
        "fr",
        "So three kinds of people would not know.",
        "Deux ou trois catégories de personnes ne sauraient rien.",
    ),
    ("translation-sense-turned", "es", "This is the third kind in the list.", "Este es el segundo tipo de la lista."),
    ("translation-sense-turned", "zh-Hans", "This is the third kind in the list.", "这是列表中的第四种。"),
    ("translation-sense-turned", "fr", "The letters stand for milligrams.", "Ces lettres signifient « grammes »."),
    ("translation-thing-added", "es", "It is in Shanghai, China.", "Se hace en Shanghái y en Pekín (China)."),
    (
        "translation-thing-added",
        "fr",
        "You would use the app each day.",
        "Vous utiliseriez l’application chaque jour. Vous irez mieux.",
    ),
    ("translation-thing-added", "ar", "This study is about two medicines.", "تتناول هذه الدراسة دواءين واعدين."),
    ("translation-thing-added", "zh-Hans", "The study is in a hospital.", "这项令人期待的研究在一家医院进行。"),
    ("translation-negation-added", "fr", "It is higher than the upper limit.", "Elle ne dépasse pas la limite supérieure."),
]


@pytest.fixture(scope="module")
def languages():
    return {tag: Language(read_words(SHIPPED, Locale(tag), Problems())) for tag in TAGS}


def found(languages, tag, original, translation):
    """The rules that speak of a pair."""
    read = ProseReader(Problems(), {}).message
    source = Source(path="", text="")
    both = (read(source, original, 1), read(source, translation, 1))
    pair = paired(Locale(tag), languages[tag], "paragraph", *both, senses=SENSES)
    return {name for name, rule in PAIR_RULES.items() if next(rule.check(pair), None)}


@pytest.mark.parametrize("rule", BAD)
def test_each_rule_sees_its_own_fault(languages, rule):
    assert found(languages, *BAD[rule]) == {rule}


def test_every_rule_is_tried_and_explains_itself():
    assert sorted(BAD) == sorted(PAIR_RULES)
    assert not PAIR_RULES.keys() & RULES.keys()
    for rule in PAIR_RULES.values():
        summary, _, rest = rule.manual.partition("\n")
        assert summary.endswith(".")
        assert "Bad: " in rest
        assert "Good: " in rest


@pytest.mark.parametrize(("tag", "original", "translation"), SOUND)
def test_what_is_said_in_other_words_is_no_fault(languages, tag, original, translation):
    assert found(languages, tag, original, translation) == set()


@pytest.mark.parametrize(("rule", "tag", "original", "translation"), TURNED)
def test_what_is_turned_is_seen(languages, rule, tag, original, translation):
    assert rule in found(languages, tag, original, translation)


def test_a_finding_says_where_what_and_how(languages):
    original, translation = (unmarked(text, Where(path="x.po", line=7)) for text in ("In 28 days", "En 82 días"))
    pair = paired(Locale("es"), languages["es"], "heading", original, translation)
    told = [problem for rule in PAIR_RULES.values() for problem in rule.check(pair)]
    assert [(str(each.where), each.message) for each in told] == [
        ("x.po:7", "the number 28 of the original is lost"),
        ("x.po:7", "the original has no number 82"),
    ]
    assert all(each.fix for each in told)


def test_a_finding_quotes_what_is_written_and_says_how_often_and_which_word_counted(languages):
    texts = ("No pain, no fever and no rash.", "Sin Dolor, sin fiebre y con mareo."), ("It is allowed.", "لا يُسمح به.")
    told = []
    for tag, texts_of in zip(("es", "ar"), texts, strict=True):
        original, translation = (unmarked(text, Where(path="x.po", line=7)) for text in texts_of)
        pair = paired(Locale(tag), languages[tag], "paragraph", original, translation)
        told += [problem.message for rule in PAIR_RULES.values() for problem in rule.check(pair)]
    assert told == [
        "the original says no 3 times (no, no, no), and this only 2 times (sin, sin): “Sin Dolor, sin fiebre y con mareo.”",
        "this says no (لا), and the original does not: “لا يُسمح به.”",
    ]


def test_sentences_are_paired_where_one_was_split():
    originals = sentences_of("A long first sentence with two parts, of which this is one. Short.")
    translations = sentences_of("Una primera frase larga. Tiene dos partes, y esta es una. Corta.")
    assert [len(sentences_of(other)) for _, other in side_by_side(originals, translations)] == [2, 1]
    assert side_by_side(["A.", "B."], ["C."]) == [("A. B.", "C.")]
    assert sentences_of("“一。”二！三？") == ["“一。”", "二！", "三？"] or sentences_of("一。二！三？") == [
        "一。",
        "二！",
        "三？",
    ]


@pytest.fixture(scope="module")
def whole():
    return translated()


def test_sound_translations_have_no_finding(whole):
    for each in whole:
        for (_, role, _), original, translation in each.whole:
            told = each.found(role, original, translation.text)
            assert told == set(), f"{translation.where}: {told}"


def test_damaged_translations_are_caught(whole):
    for each in whole:
        made, caught, missed = measure(each)
        assert len(made) >= 14
        told = "\n".join(f"{damage.kind}: {damage.text}" for damage in missed)
        assert sum(caught.values()) >= LEAST * sum(made.values()), told


@pytest.mark.parametrize("tag", TAGS)
def test_time_is_linear(languages, tag):
    language = languages[tag]
    for piece in (
        "no ",
        "3 ",
        "三不",
        "أو ",
        "más de ",
        "1.000,",
        "«",
        "ne pas ",
        "no debe ser 3 ",
        "至少二十",
        "ألا يقل عن 3 ",
    ):
        # What grows faster does so each time; other work on the machine slows one of three.
        assert any(_seconds(language, piece, 20_000) < 10 * _seconds(language, piece, 5_000) + 0.5 for _ in range(3)), piece


def test_a_quotation_costs_no_more_for_each_word_that_counted(languages):
    def seconds(size):
        text = "或" * size
        sides = languages["zh-Hans"].sides("", text)
        start = time.process_time()
        sides.quote(*sides.or_words)
        return time.process_time() - start

    assert any(seconds(40_000) < 10 * seconds(10_000) + 0.5 for _ in range(3))


def _seconds(language, piece, size):
    text = language.fold(piece * (size // len(piece)))
    start = time.process_time()
    language.sides(text, text)
    side_by_side([*text[: size // 10]], [*text[: size // 10 + 5]])
    return time.process_time() - start


def words_of(tmp_path, text):
    path = tmp_path / words_path(Locale("es"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    read_words(tmp_path, Locale("es"), problems)
    return problems.found


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("[numbers\n", 1, "TOML"),
        ("\n[numbers]\n3 = [tres]\n", 3, "TOML"),
        ("[number]\n3 = ['tres']\n", 1, "number"),
        ("[numbers]\n\n13 = ['trece']\n", 3, "13"),
        ("[needed]\n\npositive = ['+']\n", 3, "positive"),
        ("[units]\nweek = 'semana'\n", 2, "week"),
        ("[units]\nweek = [7]\n", 2, "week"),
        ("[units]\nweek = ['*']\n", 2, "week"),
        ("units = 3\n", 1, "units"),
        ("[before]\n'at leest' = ['al menos']\n", 2, "at leest"),
    ],
)
def test_a_broken_table_is_one_finding_with_its_line(tmp_path, text, line, word):
    (finding,) = [each for each in words_of(tmp_path, text) if each.rule == "words-broken"]
    assert finding.where == Where(path="translations/es/words.toml", line=line)
    assert word in finding.message
    assert finding.fix


def test_what_a_table_lacks_is_told_once(tmp_path):
    site = load_site(SHIPPED).site
    told = []
    for text in ("# Nothing yet.\n", SKELETON, "[numbers"):
        words_of(tmp_path, text)
        found = read_editions(tmp_path, site, (Locale("es"),))[1]
        told.append([finding for finding in found if finding.where.path == words_path(Locale("es"))])
    assert [[finding.rule for finding in each] for each in told] == [["words-missing"], ["words-missing"], ["words-broken"]]
    assert "limits" in told[1][0].message
    assert "es is not offered" in told[1][0].message


def test_tables_that_came_later_withhold_no_language(tmp_path):
    site = load_site(SHIPPED).site
    shutil.copytree(SHIPPED / "translations" / "es", tmp_path / "translations" / "es")
    path = tmp_path / words_path(Locale("es"))
    path.write_text(path.read_text(encoding="utf-8").partition("[guesses]")[0], encoding="utf-8")
    editions, findings = read_editions(tmp_path, site, (Locale("es"),))
    assert [edition.locale.tag for edition in editions] == ["en", "es"]
    assert ["guesses, claims" in finding.message for finding in findings if finding.rule == "words-missing"] == [True]
    path.write_text(SKELETON, encoding="utf-8")
    assert [edition.locale.tag for edition in read_editions(tmp_path, site, (Locale("es"),))[0]] == ["en"]


def test_every_table_has_its_place_in_the_skeleton():
    assert all(f"[{name}]" in SKELETON for name in TABLES)
