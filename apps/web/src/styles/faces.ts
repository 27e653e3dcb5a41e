/** The two typefaces, served from our own host. Browsers load only the subsets that a page needs. */
import "@fontsource-variable/archivo/standard.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
