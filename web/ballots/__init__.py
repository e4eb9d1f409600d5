"""Electronic ballots (无记名电子投票): the officer's pages, and the voter's, which know no account."""
