/**
 * Runs a synchronous build while cdktf keeps no record of where each token was made. It takes the whole stack each time,
 * at a fifth of a synthesis's cost (more where source maps are applied), and shows it in messages of its own alone.
 * Errors that are thrown keep their traces.
 *
 * @returns what the build returns
 */
export function withoutCreationStacks<Result>(build: () => Result): Result {
  const capture = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");
  Error.captureStackTrace = () => undefined;
  try {
    return build();
  } finally {
    if (capture) {
      Object.defineProperty(Error, "captureStackTrace", capture);
    }
  }
}
