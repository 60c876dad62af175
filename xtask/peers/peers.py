"""Speed of two peers on the texts of a JSONL file, one thread, printed as one JSON object.

usage: peers.py LISTINGS.jsonl KNOWLEDGE_FOLDER
"""

import csv
import json
import pathlib
import statistics
import sys
import time
import unicodedata

import ahocorasick
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

TRAINED_ON = 3_000
PASSES = 3
BATCH = 1_000
# The column that holds what is looked for, by table or by the folder of tables.
COLUMNS = {"cues": "cue", "innocent": "phrase", "names": "name", "product_words.csv": "word", "terms": "term"}


def texts_and_labels(path):
    texts, labels = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        listing = json.loads(line)
        bio = (listing.get("seller") or {}).get("bio")
        texts.append("\n".join(part for part in (listing.get("title"), listing.get("text"), bio) if part))
        labels.append(listing["label"])
    return texts, labels


def folded(text):
    return unicodedata.normalize("NFKC", text).lower()


def automaton(folder):
    """All entries of the tables, as plain text."""
    found = ahocorasick.Automaton()
    for path in sorted(folder.rglob("*.csv")):
        column = COLUMNS.get(path.name) or COLUMNS.get(path.parent.name)
        if column is None:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if word := folded(row[column]).strip():
                    found.add_word(word, word)
    found.make_automaton()
    return found


def classifier(texts, labels):
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
        ),
        LogisticRegression(max_iter=1_000),
    )
    return model.fit(texts[:TRAINED_ON], labels[:TRAINED_ON])


def classify(model, texts):
    for start in range(0, len(texts), BATCH):
        model.predict_proba(texts[start : start + BATCH])


def find(terms, texts):
    return sum(len(list(terms.iter(folded(text)))) for text in texts)


def per_second(work, texts):
    """The median of several passes."""
    times = []
    for _ in range(PASSES):
        start = time.perf_counter()
        work(texts)
        times.append(time.perf_counter() - start)
    return len(texts) / statistics.median(times)


def main():
    texts, labels = texts_and_labels(pathlib.Path(sys.argv[1]))
    terms = automaton(pathlib.Path(sys.argv[2]))
    model = classifier(texts, labels)
    print(
        json.dumps(
            {
                "sklearn_per_second": per_second(lambda all_texts: classify(model, all_texts), texts),
                "ahocorasick_per_second": per_second(lambda all_texts: find(terms, all_texts), texts),
                "ahocorasick_terms": len(terms),
            }
        )
    )


if __name__ == "__main__":
    main()
