"""Searches of other libraries as traces: each module knows one library and imports nothing of it.

``networkx`` and ``heapq`` A* are traced while they run; trees of ``treequest``, ``mctx``, OpenSpiel and
threads of LangGraph are written down when they are there.
"""
