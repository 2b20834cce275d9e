// The residents' side: no htmx.
import { start } from "./common.js";

start();
