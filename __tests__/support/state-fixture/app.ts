// What cdktf runs for the fixture, in the place of main.ts.
import { FIXTURE } from "./environment";
import { synthesizeFixture } from "./synthesize";

synthesizeFixture(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", { environment: FIXTURE });
