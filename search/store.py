"""Knowledge bases on disk: saved whole beside the old one, then switched to in one step.

A folder holds ``current``, the name of the build in use, and that build's folder::

    manifest.json     format version, model, dimension, parameters, counts
    notes.jsonl       what is known of each note, with the spans that were dropped
    texts.jsonl       the decoded text of each note
    passages.jsonl    in order; a passage's id is its line
    concepts.jsonl    names, aliases and their evidence
    graph.json        node-link data
    duplicates.jsonl  groups of copies
    also_in.json      by passage, the other places where it stands
    embeddings.npy    float32, one row a passage
    dense.faiss       the index over them
    bm25.npz, bm25.json, substance.npy
"""
