"""Prints the requirements of a profile that an RO-Crate does not meet, one a line.

usage: validate.py <folder> <profile>

Asks no server: JSON-LD contexts come from the package `rocrate`, whose version 0.10 holds that of RO-Crate 1.1.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import requests
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

# Only its files, because importing the package requires dependencies that are not needed here.
DATA = Path(find_spec("rocrate").submodule_search_locations[0]) / "data"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def answer(url, *_, **__):
    response = requests.Response()
    response.status_code = 200 if url == CONTEXT else 404
    response.headers["Content-Type"] = "application/ld+json"
    response._content = (DATA / "ro-crate.jsonld").read_bytes()
    return response


def main(folder, profile):
    HttpRequester.get = HttpRequester.head = staticmethod(answer)
    settings = services.ValidationSettings(
        rocrate_uri=folder,
        profile_identifier=profile,
        requirement_severity=models.Severity.REQUIRED,
        skip_availability_check=True,
    )
    result = services.validate(settings)
    findings = [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]
    print(json.dumps({"passed": result.passed(), "findings": findings}))


if __name__ == "__main__":
    main(*sys.argv[1:])
