// What a dispatcher does about the chosen alert: two checks, the release to units, a disposition.
import { el, timeOf, words } from './dom.js';
import { problemOf, request } from './session.js';

const DISPOSITIONS = ['CORRECT', 'WRONG_STATE', 'INCORRECT_READ', 'STALE_ENTRY', 'DISMISSED'];

/** The ids of actions of which it is not known whether they arrived: tried again, they count once. */
const pending = new Map();

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
      : []);
}

/** Units act on what does not hold any more: this must be seen. */
function warning(alert) {
  if (!alert.release) return null;
  const why = alert.status === 'RECALLED' ? 'recalled'
    : isOld(alert, alert.release) ? 'revised'
      : alert.confirmed ? null : 'put in doubt';
  return why && el('p', { class: 'notice stop', role: 'alert' },
    `This alert was released to units and has been ${why} since. Tell them.`);
}

/** One word for the list, or null. */
export const standing = alert => alert.release ? 'released' : alert.confirmed ? 'checked' : null;

async function act(alert, path, content, problem) {
  const key = JSON.stringify([alert.alertId, alert.revision, path, content]);
  if (!pending.has(key)) pending.set(key, newId());
  problem.hidden = true;
  try {
    const response = await request(`/api/alerts/${encodeURIComponent(alert.alertId)}/${path}`, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ actionId: pending.get(key), revision: alert.revision, ...content }),
    });
    if (response.status < 500) pending.delete(key);
    if (response.ok) return await response.json();
    problem.textContent = await problemOf(response);
  } catch {
    problem.textContent = 'The server cannot be reached. Try again: it will not be done twice.';
  }
  problem.hidden = false;
  return null;
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
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const typed = el('input', { id: 'act-note', maxlength: '500', autocomplete: 'off' });
  typed.value = note;
  const doIt = async (path, content = {}) => {
    const text = typed.value.trim();
    typed.value = ''; // At once: the stream may draw this anew before the answer comes.
    const after = await act(alert, path, text ? { ...content, note: text } : content, problem);
    if (after) took(after);
    else typed.value = text;
  };
  const button = (name, label, path, content, properties = {}) => el('button',
    { type: 'button', data: { act: name }, onclick: () => doIt(path, content), ...properties }, label);
  const choice = el('select', { id: 'act-disposition' },
    DISPOSITIONS.map(code => el('option', { value: code }, words(code))));

  const offered = mayAct && alert.status === 'OPEN' && el('div', { class: 'offered' },
    el('label', {}, 'Note for the next step (optional, without the plate)', typed),
    el('div', { class: 'step', role: 'group', 'aria-label': 'Compare the plate with the picture' },
      button('image-yes', 'Picture agrees', 'image-check', { passed: true }),
      button('image-no', 'Picture differs', 'image-check', { passed: false })),
    el('div', { class: 'step', role: 'group', 'aria-label': 'Confirm by other means that the entry is still listed' },
      button('list-yes', 'Still listed', 'list-check', { passed: true }),
      button('list-no', 'Not listed', 'list-check', { passed: false })),
    el('div', { class: 'step' },
      button('release', 'Release to units', 'release', {}, {
        class: 'primary',
        disabled: !alert.confirmed || (alert.release && !isOld(alert, alert.release)),
        'aria-describedby': 'act-missing',
      }),
      el('span', { id: 'act-missing', class: 'muted' }, alert.missingChecks.length > 0 && 'once the checks are passed')),
    el('div', { class: 'step' },
      el('label', {}, 'It turned out to be', choice),
      el('button', { type: 'button', data: { act: 'disposition' }, onclick: () => doIt('disposition', { disposition: choice.value }) }, 'Record')));

  return [el('h3', {}, 'Checks and release'), warning(alert), done(alert), offered, problem]
    .filter(Boolean);
}
