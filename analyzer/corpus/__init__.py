"""Millions of documents: the same claims as `extract`, shard by shard, on as many processes as there are.

records.py cuts the input into shards, shard.py reads one and writes its claims, engine.py runs them. What is done stays
done: a shard's file is put in place whole, and one that stands is not made again.
"""
