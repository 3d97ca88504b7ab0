"""Pages on paper: HTML that was rendered and audited, to tagged PDF, in a process of its own."""
