"""A stage as a SIGKILL of Terraform leaves it: things that stand and are in no state, and records of passes begun and not done."""

import json

from .running_mesh import RunningMesh


def forget(mesh: RunningMesh) -> None:
    """Every state holds nothing any more (`terraform state rm` of all that is in it), as if an apply had not come to its end."""
    s3 = mesh.aws("s3")
    for key in mesh.kept():
        kept = json.loads(s3.get_object(Bucket=mesh.bucket, Key=key)["Body"].read())
        if key.endswith(".tfstate"):
            left = {**kept, "serial": kept["serial"] + 1, "resources": []}
        else:
            left = {**kept, "begun": kept["done"], "fingerprint": None}
        s3.put_object(Bucket=mesh.bucket, Key=key, Body=json.dumps(left).encode())
