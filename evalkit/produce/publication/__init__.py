"""What reaches the disk: whole files of one age, one run at a time, and what is noted of them."""
