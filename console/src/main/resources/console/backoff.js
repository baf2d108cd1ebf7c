// How long to wait before something that failed is tried again.

const FIRST = 1_000;
const LONGEST = 15_000;

/** Waits that double with each failure, up to a quarter of a minute, and begin anew after a success. */
export function backoff() {
  let wait = FIRST;
  return {
    next() {
      const now = wait;
      wait = Math.min(LONGEST, 2 * wait);
      return now;
    },
    reset() {
      wait = FIRST;
    },
  };
}
