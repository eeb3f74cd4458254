"""The effects: every module is the one door to a library, a program or a part of this machine, and decides nothing.

A catalogue: `directory_walk` goes through its directory, `catalogue_files` reads it, `git_revisions` reads it as it was
in git, `atomic_files` writes single files and keeps `.meshctl`, `bundle_files` writes bundles, `bundle_lock` holds one.
What a check leaves: `state_file`, with `answer_cache_file` (and `code_fingerprint` for which code has judged) and
`name_index_file`; what a plan leaves: `stage_files`; what `meshctl package` leaves: `built_packages_file`. What meshctl brings along: `installation`. The operator:
`stdin_or_file`, `examine_machine` (what `meshctl doctor` asks). Rooms: `wheels` installs what functions need, by uv,
`private` has directories and files that nobody else can have written, which all that lies in `.meshctl` is; `programs`
runs programs and says what environment they see, `aws` asks AWS through boto3, `terraform` runs Terraform, `policy` has
checkov's environment, `local_aws` is the embedded AWS.
"""
