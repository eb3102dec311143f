#!/usr/bin/env bash
# Runs verify-plan or deploy for the stacks of one environment. Both take the same options, so that what is verified
# is what is deployed.
#   COMMAND        verify-plan or deploy
#   SYSTEM, ENVIRONMENT, STACKS (separated by spaces)
#   PULL_REQUESTS  numbers of the pull requests that were reviewed, separated by spaces; empty when there was none
#   APPROVE_PLANS  <stack>=<fingerprint> separated by spaces; empty for none
#   THROUGH        what applies: cdktf (deploy) or terraform (apply); for deploy alone
set -euo pipefail

read -ra stacks <<< "$STACKS"
read -ra approved <<< "$APPROVE_PLANS"
read -ra pulls <<< "$PULL_REQUESTS"

options=(--environment "$ENVIRONMENT" --system "$SYSTEM" --out deployment)
if [ "$COMMAND" = deploy ]; then
  options+=(--through "$THROUGH")
fi
# Without a report nothing counts as reviewed: every plan that changes something stops and names its fingerprint.
for report in reports/*/report.json; do
  if [ -f "$report" ]; then
    options+=(--reviewed "$report")
  fi
done
for pull in "${pulls[@]}"; do
  options+=(--pull-request "$pull" --repository "$GITHUB_REPOSITORY")
done
for plan in "${approved[@]}"; do
  # One dispatch may approve plans of several systems' stacks; each environment takes its own.
  if [[ " $STACKS " == *" ${plan%%=*} "* ]]; then
    options+=(--approve-plan "$plan")
  fi
done

# In the place of this shell, and without npm between: a run that is cancelled sends its signal to the first process, and
# Terraform needs every second to finish what it is making and to free its lock.
exec node run.cjs "operations/$COMMAND.ts" "${stacks[@]}" "${options[@]}"
