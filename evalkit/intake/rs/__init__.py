"""Official tables of the review of projects (行政事業レビュー見える化サイト, RSシステム)."""
