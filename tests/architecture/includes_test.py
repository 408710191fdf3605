"""Fails on an include that points the wrong way (DESIGN: the house)."""

import sys

sys.dont_write_bytecode = True

from includes import wrong_includes

files, wrong = wrong_includes(sys.argv[1])
print("\n".join(wrong))
print(f"{files} files, {len(wrong)} wrong includes")
sys.exit(1 if wrong or files < 100 else 0)
