// What a dispatcher does about the chosen alert: two checks, the release to units, a disposition.
import { el, timeOf, words } from './dom.js';
import { drawn, press } from './hold.js';
import { NotDone, problemOf, request } from './session.js';
import { mustTell } from './tell.js';

const DISPOSITIONS = ['CORRECT', 'WRONG_STATE', 'INCORRECT_READ', 'STALE_ENTRY', 'DISMISSED'];

/** How long an answer may take, ms: longer than the server takes to give up. No other action waits longer. */
const PATIENCE = 20_000;

/**
 * Of an alert, the last action of which it is not known whether it arrived, and its id: tried again, it
 * counts once. Only the last: what was wanted before another action is wanted anew when it is pressed
 * after it, and under its old id would count where it stood before.
 */
const pending = new Map();

/** What went wrong with an action: one for all, so that it stays when everything around is drawn anew. */
const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
/** The id of the alert that is shown. */
let shown = null;
/** Its revision, and whether that came while somebody looked at one before. */
let revision = null;
let revised = false;

/** crypto.randomUUID is there over HTTPS only; a town may run this on its own network without. */
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Of an earlier revision: the alert said something else then. */
const isOld = (alert, act) => act.revision !== alert.revision;

const byWhom = act => `${act.by}, ${timeOf(act.at)}${act.note ? `: “${act.note}”` : ''}`;

function checkLine(alert, name, act) {
  const state = !act ? 'not done yet'
    : isOld(alert, act) ? `the alert was revised since (${byWhom(act)})`
      : `${act.passed ? 'confirmed' : 'not confirmed'} by ${byWhom(act)}`;
  return [el('dt', {}, name), el('dd', {}, state)];
}

/** What has been done so far, and by whom. */
function done(alert) {
  return el('dl', {},
    checkLine(alert, 'Picture', alert.imageCheck),
    checkLine(alert, 'List', alert.listCheck),
    alert.release ? [el('dt', {}, 'Released'), el('dd', {}, `to units by ${byWhom(alert.release)}`)] : [],
    alert.disposition
      ? [el('dt', {}, 'Disposition'), el('dd', {}, `${words(alert.disposition.disposition)}, by ${byWhom(alert.disposition)}`)]
      : [],
    alert.unitsTold ? [el('dt', {}, 'Units told'), el('dd', {}, `by ${byWhom(alert.unitsTold)}`)] : []);
}

/** Not announced: the board does that, whatever is chosen. */
function warning(alert, mayAct) {
  const why = mustTell(alert);
  return why && el('p', { class: 'notice stop' },
    `This alert was released to units and has been ${why} since. Tell them.`,
    mayAct && ' Then record below what it turned out to be: that says that they were told.');
}

/** How far the alert is, for the list: a class and a few words, or null. */
export function standing(alert) {
  if (mustTell(alert)) return { kind: 'stop', text: `tell units: ${mustTell(alert)}` };
  if (alert.unitsTold) return { kind: 'plain', text: 'units told' };
  if (alert.release) return { kind: 'standing', text: 'released' };
  return alert.confirmed ? { kind: 'standing', text: 'checked' } : null;
}

/** Says what went wrong; whoever has gone on to another alert is told which one it was. */
function complain(alert, text) {
  const about = alert.alertId === shown
    ? ''
    : `Alert of ${alert.plate || 'a plate that was withdrawn'}, ${alert.cameraName || alert.cameraId}, ${timeOf(alert.capturedAt)}: `;
  problem.textContent = about + text;
  problem.hidden = false;
}

/** The id of an action: the one it had, if it is tried again. */
function idOf(alert, path, content) {
  const what = JSON.stringify([alert.revision, path, content]);
  if (pending.get(alert.alertId)?.what !== what) pending.set(alert.alertId, { what, id: newId() });
  return pending.get(alert.alertId).id;
}

async function act(alert, path, content) {
  const actionId = idOf(alert, path, content);
  problem.hidden = true;
  try {
    const response = await request(`/api/alerts/${encodeURIComponent(alert.alertId)}/${path}`, {
      method: 'POST',
      signal: AbortSignal.timeout(PATIENCE),
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ actionId, revision: alert.revision, ...content }),
    });
    // An answer that breaks off says as little as none.
    const after = response.ok ? await response.json() : null;
    if (response.status < 500) pending.delete(alert.alertId);
    if (after) return after;
    complain(alert, await problemOf(response));
  } catch (failure) {
    complain(alert, failure instanceof NotDone
      ? failure.message
      : 'The server cannot be reached. Try again: it will not be done twice.');
  }
  return null;
}

/** Puts a note back whose action was not done, into what may have been drawn anew since. */
function giveBack(alert, note) {
  const typed = document.getElementById('act-note');
  if (shown === alert.alertId && typed && !typed.value) typed.value = note;
}

/** What is left of this where no alert is shown: what goes wrong with an action that is under way. */
export function actsOfNone() {
  shown = null;
  return problem;
}

/**
 * The part of the details that says what was done about an alert and, to whom may, offers what can
 * be done.
 *
 * @param mayAct whether this person may
 * @param note words typed so far, to survive a redraw
 * @param took called with the alert as it stands after an action
 */
export function acts(alert, mayAct, note, took) {
  if (shown !== alert.alertId) {
    shown = alert.alertId;
    problem.hidden = true;
    revised = false;
  } else if (revision !== alert.revision) {
    revised = true;
  }
  revision = alert.revision;
  const typed = el('input', { id: 'act-note', maxlength: '500', autocomplete: 'off' });
  typed.value = alert.plate ? note : '';
  const doIt = async (path, content = {}) => {
    const text = typed.value.trim();
    revised = false;
    typed.value = ''; // At once: the stream may draw this anew before the answer comes.
    const after = await act(alert, path, text ? { ...content, note: text } : content);
    if (after) took(after);
    else giveBack(alert, text);
  };
  const button = (name, label, path, content, properties = {}) => el('button',
    { type: 'button', data: { act: name }, onclick: () => press(alert.alertId, () => doIt(path, content)), ...properties }, label);
  // That a release which does not stand was correct is not to be recorded by one press.
  const recorded = alert.disposition?.disposition;
  const preset = !mustTell(alert) ? 'CORRECT' : recorded && recorded !== 'CORRECT' ? recorded : '';
  const choice = el('select', { id: 'act-disposition' },
    preset === '' && el('option', { value: '' }, 'choose …'),
    DISPOSITIONS.map(code => el('option', { value: code, selected: code === preset }, words(code))));
  const dispose = async () => {
    if (choice.value) {
      await doIt('disposition', { disposition: choice.value });
      return;
    }
    complain(alert, 'Choose what the alert turned out to be.');
    choice.focus();
  };

  // Of a recalled alert only that the units were told is left to record.
  const checks = alert.status === 'OPEN';
  const offered = mayAct && (checks || mustTell(alert)) && el('div', { class: 'offered' },
    revised && checks && el('p', { class: 'notice warn' }, 'This alert was revised while you looked at it. Look again: what was checked before does not count any more.'),
    // Nothing tells which plate a note on a withdrawn alert may not name.
    alert.plate && el('label', {}, 'Note for the next step (optional, without the plate)', typed),
    checks && el('div', { class: 'step', role: 'group', 'aria-label': 'Compare the plate with the picture' },
      button('image-yes', 'Picture agrees', 'image-check', { passed: true }),
      button('image-no', 'Picture differs', 'image-check', { passed: false })),
    checks && el('div', { class: 'step', role: 'group', 'aria-label': 'Confirm by other means that the entry is still listed' },
      button('list-yes', 'Still listed', 'list-check', { passed: true }),
      button('list-no', 'Not listed', 'list-check', { passed: false })),
    checks && el('div', { class: 'step' },
      button('release', 'Release to units', 'release', {}, {
        class: 'primary',
        disabled: !alert.confirmed || (alert.release && !isOld(alert, alert.release)),
        'aria-describedby': 'act-missing',
      }),
      el('span', { id: 'act-missing', class: 'muted' }, alert.missingChecks.length > 0 && 'once the checks are passed')),
    el('div', { class: 'step' },
      el('label', {}, 'It turned out to be', choice),
      el('button', { type: 'button', data: { act: 'disposition' }, onclick: () => press(alert.alertId, dispose) },
        mustTell(alert) ? 'Units are told: record' : 'Record')));
  drawn(alert.alertId, offered ? [...offered.querySelectorAll('button')] : []);

  return [el('h3', {}, 'Checks and release'), warning(alert, mayAct), done(alert), offered, problem]
    .filter(Boolean);
}
