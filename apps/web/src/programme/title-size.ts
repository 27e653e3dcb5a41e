/** `long` for titles that would push everything else out of sight at full size. */
export function titleSize(title: string): "short" | "long" {
  return title.length > 42 ? "long" : "short";
}
