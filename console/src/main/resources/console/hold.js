// Buttons that do something about an alert take no press that nobody can have meant for them.

/**
 * How long buttons take no press once they were drawn, ms: longer than a double click, and than it takes
 * to see that another alert or another revision stands where one is about to press. Nobody compares a
 * picture in less, so it holds up nobody.
 */
const SETTLING = 800;

/** The alerts about which something is under way: what is pressed twice is meant once. */
const underWay = new Set();

/** The buttons that are shown, and the id of the alert that they are about. */
let buttons = [];
let about = null;
let settling = null;

const isHeld = alertId => underWay.has(alertId) || (alertId === about && settling !== null);

/** Not disabled, which would take the focus from whoever works by keyboard. */
function show() {
  for (const button of buttons) button.setAttribute('aria-disabled', String(isHeld(about)));
}

function settle() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    settling = null;
    show();
  }, SETTLING);
  show();
}

/** The buttons of an alert were drawn, in the place of those before. */
export function drawn(alertId, fresh) {
  buttons = fresh;
  about = alertId;
  settle();
}

/** Does what a button of an alert is pressed for, unless these take no press now. */
export async function press(alertId, work) {
  if (isHeld(alertId)) return;
  underWay.add(alertId);
  show();
  try {
    await work();
  } finally {
    underWay.delete(alertId);
    if (alertId === about) settle();
  }
}
