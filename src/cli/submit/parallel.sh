#!/bin/sh
# @what@
# Other machines that see the folder: add --sshlogin to `parallel`.
set -eu
parallel --jobs "$(($(nproc) / @threads@ > 0 ? $(nproc) / @threads@ : 1))" \
    @program@ resume @folder@ --shard {}/@shards@ --jobs @threads@ --progress none ::: @indices@ || true
# where a shard has failed, it says what is missing
exec @program@ finish @folder@
