"""Imports of the package: no circle, not even of imports that are for types alone."""

from __future__ import annotations

import grimp
import networkx as nx


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(
        "wargame", include_external_packages=False, exclude_type_checking_imports=False,
        cache_dir=None,
    )  # fmt: skip
    imports = nx.DiGraph(
        (name, other) for name in graph.modules
        for other in graph.find_modules_directly_imported_by(name)
    )  # fmt: skip
    circles = [sorted(one) for one in nx.strongly_connected_components(imports) if len(one) > 1]
    assert not circles
