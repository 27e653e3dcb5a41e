import { config } from "zod";

// zod tries `new Function` for speed. Our content security policy forbids it, and the browser would report each try.
config({ jitless: true });
