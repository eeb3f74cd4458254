"""The embedded AWS: moto in one process of its own, made faithful where the mesh needs it.

`control` starts and stops it, `journal` reads what it wrote down. Everything else runs inside its process only, and
may be imported nowhere else: it needs moto, and it changes moto.
"""
