// The fonts of printed reports: IBM Plex Sans, and DejaVu Sans for the signs that Plex lacks.
// Both come from packages of the registry with their licences (OFL 1.1, Bitstream Vera).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";

export type Face = "regular" | "semibold" | "italic";

/** Fonts of each face, in the order in which a sign is looked for. */
const FILES: Readonly<Record<Face, readonly string[]>> = {
  regular: [
    "@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  ],
  semibold: [
    "@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  ],
  italic: [
    "@expo-google-fonts/ibm-plex-sans/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf",
  ],
};

export const fontsOf = (face: Face): readonly Font[] => FILES[face].map(font);

/** Parsed once in a process; documents take subsets of their own. */
const parsed = new Map<string, Font>();

function font(file: string): Font {
  let known = parsed.get(file);
  if (!known) {
    known = create(readFileSync(fileURLToPath(import.meta.resolve(file))));
    parsed.set(file, known);
  }
  return known;
}
