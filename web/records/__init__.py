"""The record (纪实与倒查): searching entries, one entry whole, a case as of a day, the chain behind it."""
