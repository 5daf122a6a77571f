"""A file that exists (Word, Excel, PDF, official tables) becomes a draft of a sheet."""
