import { expectWorkloadRehearsed } from "../../support/workload-rehearsal";

expectWorkloadRehearsed("prod");
