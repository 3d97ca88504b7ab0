"""`python -m explainer` is the command `explainer`."""

from explainer.cli.main import main

main()
