// Checks of a story that are told one by one and counted in the end, in the words that the tool reads.

let passed = 0;
let failed = 0;

/** Does a piece of work and says whether it held. */
export async function check(name, work) {
  try {
    await work();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    fail(`${name}: ${String(error.message).replace(/\s+/g, " ").slice(0, 600)}`);
  }
}

/** What went wrong outside of a check. */
export function fail(words) {
  failed += 1;
  console.log(`FAIL  ${words}`);
}

/** Says how many held and ends; a story in which nothing was looked at has failed. */
export function end(name) {
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
