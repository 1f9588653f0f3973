"""Nothing leaves the machine: Kilde's main job in a network of its own, where all is seen."""
