/** A slow arpeggio over a pad, quiet enough to bear for an hour. */
const CHORDS = [
  [0, 4, 7, 11],
  [-3, 0, 4, 7],
  [-7, -3, 0, 4],
  [-5, -1, 2, 7],
] as const;
const CHORD_SECONDS = 4;
const NOTES_PER_SECOND = 2.5;

const hertz = (semitones: number): number => 220 * 2 ** (semitones / 12);

/** Music as a WAV file (16 bit) of `seconds` at `rate` Hz, different for each `seed`. Notes wander between two channels. */
export function filmMusic(o: { seconds: number; rate: number; channels: number; seed: number }): Buffer {
  const samples = Math.round(o.seconds * o.rate);
  const bytes = Buffer.alloc(44 + samples * o.channels * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(o.channels, 22);
  bytes.writeUInt32LE(o.rate, 24);
  bytes.writeUInt32LE(o.rate * o.channels * 2, 28);
  bytes.writeUInt16LE(o.channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples * o.channels * 2, 40);
  const transpose = (o.seed * 5) % 12;
  for (let i = 0; i < samples; i++) {
    const t = i / o.rate;
    const chord = CHORDS[Math.floor(t / CHORD_SECONDS) % CHORDS.length] ?? CHORDS[0];
    const note = Math.floor(t * NOTES_PER_SECOND);
    const since = t - note / NOTES_PER_SECOND;
    const pitch = hertz((chord[(note * 3 + o.seed) % 4] ?? 0) + transpose + (note % 4 === 0 ? 12 : 0));
    const attack = Math.min(1, since * 60);
    const pluck = 0.2 * attack * Math.exp(-5 * since) * Math.sin(2 * Math.PI * pitch * since);
    const swell = Math.sin((Math.PI * (t % CHORD_SECONDS)) / CHORD_SECONDS) ** 0.5;
    const root = hertz(chord[0] + transpose - 12);
    const fifth = hertz(chord[2] + transpose - 12);
    const pad = 0.06 * swell * (Math.sin(2 * Math.PI * root * t) + Math.sin(2 * Math.PI * fifth * t));
    const edge = Math.min(1, t, o.seconds - t);
    const pan = o.channels === 1 ? 0 : 0.5 * Math.sin(note * 1.7);
    for (let channel = 0; channel < o.channels; channel++) {
      const level = (pluck * (1 + (channel === 0 ? -pan : pan)) + pad) * edge;
      bytes.writeInt16LE(
        Math.round(32_000 * Math.max(-1, Math.min(1, level))),
        44 + (i * o.channels + channel) * 2,
      );
    }
  }
  return bytes;
}
