// Releases to units that do not stand as they were made: units act on them, and have to be told.
import { $, el, timeOf } from './dom.js';

const WHY = { RECALLED: 'recalled', REVISED: 'revised', IN_DOUBT: 'put in doubt' };

/** What happened to a released alert that units have to be told of, in words; null if there is nothing. */
export const mustTell = alert => WHY[alert.mustTell] ?? null;

const camera = alert => alert.cameraName || alert.cameraId;

/** A withdrawn alert names no plate any more. */
const named = alert => alert.plate || 'a plate that was withdrawn';

/** For screen readers, who read a plate by its letters. */
const spoken = alert => `Tell the units: the alert of ${[...alert.plate].join(' ') || named(alert)}, ${camera(alert)}, `
  + `${timeOf(alert.capturedAt)}, was released to them and has been ${mustTell(alert)} since.`;

let drawn = new Set();

/**
 * Lists these alerts above the board, whatever is filtered or chosen there.
 *
 * @param choose called with the id of one that is pressed
 * @returns what is new in the list, to be said
 */
export function drawTell(alerts, choose) {
  const open = alerts.filter(mustTell);
  const keys = new Set(open.map(alert => `${alert.alertId} ${alert.revision} ${alert.mustTell}`));
  const news = open.filter(alert => !drawn.has(`${alert.alertId} ${alert.revision} ${alert.mustTell}`)).map(spoken);
  if (news.length === 0 && keys.size === drawn.size) return news;
  drawn = keys;
  $('#tell').hidden = open.length === 0;
  $('#tell-list').replaceChildren(...open.map(alert => el('li', {},
    el('button', { type: 'button', data: { tell: alert.alertId }, onclick: () => choose(alert.alertId) },
      el('strong', {}, named(alert)), ` ${mustTell(alert)} after its release · ${camera(alert)} · ${timeOf(alert.capturedAt)}`))));
  return news;
}
