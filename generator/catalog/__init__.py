"""The catalogue file: what an organisation says of its APIs, its contracts and its versions."""
