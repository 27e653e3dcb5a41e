import { config } from "zod";

// zod would try `new Function` to be quicker; the content security policy forbids it, and the browser reports each try.
config({ jitless: true });
