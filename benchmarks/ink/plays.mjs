// Plays the Ink story at random, so many times, and counts in how many plays each choice was taken.
// node plays.mjs INKJS_FOLDER STORY PLAYS prints the milliseconds it took, without loading, and the counts.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, file, plays] = process.argv.slice(2);
const { Story } = createRequire(import.meta.url)(folder);
const story = new Story(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
const hits = new Map();
let state = 1;

function roll(sides) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % sides;
}

const start = performance.now();
for (let play = 0; play < Number(plays); play += 1) {
  story.ResetState();
  story.ContinueMaximally();
  const taken = new Set();
  while (story.currentChoices.length) {
    const at = roll(story.currentChoices.length);
    taken.add(story.currentChoices[at].text);
    story.ChooseChoiceIndex(at);
    story.ContinueMaximally();
  }
  for (const text of taken) hits.set(text, (hits.get(text) ?? 0) + 1);
}
console.log(JSON.stringify({ ms: performance.now() - start, hits: Object.fromEntries(hits) }));
