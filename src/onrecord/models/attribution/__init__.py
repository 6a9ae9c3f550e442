"""The attribution tagger: weights, label lists, tokenizer; README.md is its card."""
