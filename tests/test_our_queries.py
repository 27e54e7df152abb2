"""What readers of this text remember of it. Another text has other words: delete this file."""

import pytest

from conftest import VIEWS
from plain_truth import truth
from test_find import found, searching  # noqa: F401

QUERIES = {
    # labels and parts
    "4.3": "proposal-4/#4.3",
    "3.2": "proposal-3/#3.2",
    "preamble 2": "preamble/#preamble.2",
    "preamble.2": "preamble/#preamble.2",
    "proposal 4": "proposal-4/",
    "PROPOSAL 4, sentence 5": "proposal-4/#4.5",
    "倡议四": "proposal-4/",
    "倡议4": "proposal-4/",
    "第四条": "proposal-4/",
    "倡议四第5句": "proposal-4/#4.5",
    "序言2": "preamble/#preamble.2",
    "结语": "closing-call/",
    # titles and issuers
    "Open up and liberalize": "proposal-4/",
    "United Nations Conference": "",
    "商务部": "",
    "Cooperation Initiative": "",
    # words, in any order, folded
    "growth": "preamble/#preamble.2",
    "trade services": "",
    "services trade": "",
    "2030 年": "proposal-2/",
    "开放 包容": "proposal-4/#4.5",
    "rule based": "proposal-4/#4.5",
    "rule-based": "proposal-4/#4.5",
    "world's": "proposal-4/#4.2",
    "worlds prosperous": "proposal-4/#4.2",
    "２０３０": "proposal-2/",
    "ciftis": "",
    '"inclusive growth"': None,
    "“一带一路”": "proposal-4/#4.4",
    "cloud computing": "proposal-5/#5.2",
    # the notes
    "as found": "proposal-4/#note-4.3",
    "照录原文": "proposal-4/#note-4.3",
    # Traditional characters, two languages at once
    "服務貿易": "",
    "開放": "preamble/#preamble.3",
    "trade 服务贸易": "",
}


@pytest.mark.parametrize("query", QUERIES)
def test_what_readers_remember_leads_to_its_place(searching, query):  # noqa: F811
    places = found(searching, query)
    assert places == truth(query)
    assert (places or [None])[0] == QUERIES[query] and VIEWS
