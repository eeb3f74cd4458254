"""Cycles of a directed graph, in time linear in its nodes and edges and without recursion. Knows nothing of a mesh."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]
"""Each node with those that it leads to; every node is a key."""


def strongly_connected(graph: Graph) -> list[list[str]]:
    """The strongly connected components of two nodes and more, each in the graph's order (Kosaraju's two walks)."""
    backwards: dict[str, list[str]] = {node: [] for node in graph}
    for node, following in graph.items():
        for other in following:
            backwards[other].append(node)
    place = {node: number for number, node in enumerate(graph)}
    seen: set[str] = set()
    components = (list(_walk(backwards, node, seen)) for node in reversed(_finished(graph)))
    return sorted(
        (sorted(found, key=place.__getitem__) for found in components if len(found) > 1), key=lambda one: place[one[0]]
    )


def shortest_cycle(graph: Graph, start: str, within: Iterable[str]) -> list[str]:
    """The nodes of a shortest cycle through `start` that stays `within`, begun with `start`; it is strongly connected."""
    allowed = set(within)
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while start not in came_from:
        node = waiting.popleft()
        for other in graph[node]:
            if other in allowed and other != node and other not in came_from:
                came_from[other] = node
                waiting.append(other)
    return _backwards(came_from, start)


def _backwards(came_from: Mapping[str, str], start: str) -> list[str]:
    path = [came_from[start]]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _finished(graph: Graph) -> list[str]:
    """All nodes in the order in which a walk in depth leaves them."""
    order: list[str] = []
    seen: set[str] = set()
    for root in graph:
        open_ones = [] if root in seen else [(root, iter(graph[root]))]
        seen.add(root)
        while open_ones:
            node, following = open_ones[-1]
            step = next((other for other in following if other not in seen), None)
            if step is None:
                order.append(node)
                open_ones.pop()
            else:
                seen.add(step)
                open_ones.append((step, iter(graph[step])))
    return order


def _walk(graph: Graph, start: str, seen: set[str]) -> Iterator[str]:
    """`start` and all that can be reached from it and is not in `seen` yet."""
    waiting = [] if start in seen else [start]
    seen.add(start)
    while waiting:
        node = waiting.pop()
        yield node
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
