#!/usr/bin/env bash
# Runs verify-plan or deploy for the stacks of one environment. Both take the same options, so that what is verified
# is what is deployed.
#   COMMAND        verify-plan or deploy
#   SYSTEM, ENVIRONMENT, STACKS (separated by spaces)
#   PULL_REQUEST   number of the pull request that was reviewed; empty when there was none
#   APPROVE_PLANS  <stack>=<fingerprint> separated by spaces; empty for none
set -euo pipefail

read -ra stacks <<< "$STACKS"
read -ra approved <<< "$APPROVE_PLANS"

options=(--environment "$ENVIRONMENT" --system "$SYSTEM" --out deployment)
# Without a report nothing counts as reviewed: every plan that changes something stops and names its fingerprint.
if [ -f report/report.json ]; then
  options+=(--reviewed report/report.json)
fi
if [ -n "$PULL_REQUEST" ]; then
  options+=(--pull-request "$PULL_REQUEST" --repository "$GITHUB_REPOSITORY")
fi
for plan in "${approved[@]}"; do
  # One dispatch may approve plans of several systems' stacks; each environment takes its own.
  if [[ " $STACKS " == *" ${plan%%=*} "* ]]; then
    options+=(--approve-plan "$plan")
  fi
done

npm run --silent "$COMMAND" -- "${stacks[@]}" "${options[@]}"
