"""``python -m agent_studio``."""

import sys

from agent_studio.cli import main

sys.exit(main())
