#!/usr/bin/env bash
# Fetches the reports that pull requests left, to reports/<run>/report.json.
#   RUN_IDS   runs that planned the pull requests, separated by spaces
#   GH_TOKEN  token that may read actions
set -euo pipefail

read -ra runs <<< "$RUN_IDS"
for run in "${runs[@]}"; do
  # What has no report, or one that has expired, counts as not reviewed: its plans need an approval by fingerprint.
  gh run download "$run" --repo "$GITHUB_REPOSITORY" --name report --dir "reports/$run" ||
    echo "::warning::run $run has no report any more, so its plans need an approval"
done
