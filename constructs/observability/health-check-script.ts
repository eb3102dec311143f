/** File and function of the script, as Synthetics calls it. */
export const HEALTH_CHECK_HANDLER = "health-check.handler";
/** Place of the script in the archive. */
export const HEALTH_CHECK_FILE = "nodejs/node_modules/health-check.js";
/** Folder of the bucket in which the archive stands. */
export const SCRIPT_FOLDER = "script";

/**
 * Asks for the address in its environment, and fails unless the answer is 200 within ten seconds. It uses nothing of the
 * runtime but Node.js, so that a newer runtime runs it as it is.
 */
export const HEALTH_CHECK_SCRIPT = `"use strict";
const clients = { "http:": require("http"), "https:": require("https") };

exports.handler = async () => {
  const url = new URL(process.env.CHECKED_URL);
  const status = await new Promise((resolve, reject) => {
    const call = clients[url.protocol].get(url, { timeout: 10000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on("timeout", () => call.destroy(new Error("no answer within ten seconds")));
    call.on("error", reject);
  });
  if (status !== 200) {
    throw new Error(url.pathname + " answers " + status);
  }
};
`;
