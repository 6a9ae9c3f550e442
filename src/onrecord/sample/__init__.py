"""The sample corpus: articles written for onrecord, and the public record that each rests on."""
