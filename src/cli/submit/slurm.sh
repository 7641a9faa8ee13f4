#!/bin/sh
# @what@
# What is missing when it has ended: missionmix status @folder@
# Submits what is missing again: missionmix submit slurm @folder@
set -eu
mkdir -p @folder@/log
array=$(sbatch --parsable --job-name=@name@ --array=@array@ --ntasks=1 --cpus-per-task=@threads@ \
    --time=@minutes@ --mem=@memory@M --output=@folder@/log/shard-%a.%A.txt@options@ <<'SHARD'
#!/bin/sh
exec @program@ resume @folder@ --shard "$SLURM_ARRAY_TASK_ID/@shards@" --jobs @threads@ --progress none
SHARD
)
array=${array%%;*}
# after any end of the array: where a shard has failed, it says what is missing
finish=$(sbatch --parsable --job-name=@name@-finish --dependency=afterany:"$array" --ntasks=1 --cpus-per-task=1 \
    --time=@minutes@ --mem=@memory@M --output=@folder@/log/finish.%j.txt@options@ <<'FINISH'
#!/bin/sh
exec @program@ finish @folder@
FINISH
)
echo "shards: job $array, finish: job ${finish%%;*}; what they say: @folder@/log"
