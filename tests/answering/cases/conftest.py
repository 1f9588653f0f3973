"""One company for all tests of cases; each begins without any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answering import Kilde
from tests.answering.cases.office import clean, furnish
from tests.conftest import Company
from vectorstore import server


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = furnish(Company(tmp_path_factory.mktemp("office")))
        yield company
        server.stop(company.settings.data_folder)


@pytest.fixture(scope="package")
def opened(office: Company) -> Kilde:
    return office.kilde


@pytest.fixture
def kilde(opened: Kilde) -> Kilde:
    clean(opened)
    return opened
