// The dispatch board: the alerts of the window, live, newest first.
import { $, ago, dayOf, el, percent, plate, timeOf, words } from './dom.js';
import { acts, actsOfNone, standing } from './acts.js';
import { follow } from './live.js';
import { Barred, lacking, session } from './session.js';
import { drawTell } from './tell.js';

const alerts = new Map();
const rows = new Map();
/**
 * The id of the alert that is shown in detail: the first one to come, and then only what somebody chooses.
 * It stays chosen when it leaves the board: another one in its place would be checked by whoever presses
 * what they looked up about the one before.
 */
let chosen = null;
let filter = 'all';
let mayAct = false;

const list = $('#alerts');
const narrow = matchMedia('(max-width: 980px)');
const FILTERS = {
  all: () => true,
  exact: alert => alert.matchKind === 'EXACT',
  lookalike: alert => alert.matchKind === 'LOOKALIKE',
  open: alert => alert.status === 'OPEN',
};

const sorted = () => [...alerts.values()]
  .sort((a, b) => b.capturedAt.localeCompare(a.capturedAt) || b.alertId.localeCompare(a.alertId));
const newestFirst = () => sorted().filter(FILTERS[filter]);

/** Takes a revision, or the same with more done about it; older ones than the one shown change nothing. */
function take(alert) {
  const known = alerts.get(alert.alertId);
  if (known && (known.revision > alert.revision
    || (known.revision === alert.revision && known.acts >= alert.acts))) return false;
  alerts.set(alert.alertId, alert);
  return true;
}

function picture(alert) {
  return alert.crop
    ? el('img', { class: 'crop', src: `${alert.crop}?r=${alert.revision}`, alt: `Picture of the plate, read as ${[...alert.plate].join(' ')}` })
    : el('div', { class: 'crop none' }, alert.status === 'RECALLED' ? 'picture withdrawn' : 'no picture');
}

const differing = alert => alert.differences.map(d => d.position);
const camera = alert => alert.cameraName ? `${alert.cameraName} (${alert.cameraId})` : alert.cameraId;

function badges(alert) {
  return el('span', { class: 'badges' },
    alert.status === 'RECALLED' && el('span', { class: 'badge mismatch' }, 'recalled'),
    standing(alert) && el('span', { class: `badge ${standing(alert).kind}` }, standing(alert).text),
    alert.disposition && el('span', { class: 'badge plain' }, words(alert.disposition.disposition)),
    alert.matchKind === 'EXACT' && el('span', { class: 'badge exact' }, 'exact'),
    alert.partial && el('span', { class: 'badge lookalike' }, 'only a part is listed'),
    alert.lookBack && el('span', { class: 'badge lookalike' }, 'passed earlier'),
    alert.differences.length > 0
      && el('span', { class: 'badge lookalike' }, `look-alike · ${alert.differences.length} ${alert.differences.length === 1 ? 'differs' : 'differ'}`),
    el('span', { class: `badge ${alert.priority}` }, `${words(alert.priority)} priority`),
    alert.stateMatch === 'MISMATCH' && el('span', { class: 'badge mismatch' }, `state ${alert.readState} ≠ ${alert.listedState}`));
}

const match = alert => alert.matchKind === 'EXACT' ? 'exact match' : alert.partial ? 'part of a plate' : 'look-alike';

/** One sentence for screen readers, to whom an option is one thing. */
const spoken = alert => [
  alert.status === 'RECALLED' && 'recalled', standing(alert)?.text, match(alert), [...alert.plate].join(' '),
  `${words(alert.priority)} priority`, words(alert.category), camera(alert), timeOf(alert.capturedAt),
].filter(Boolean).join(', ');

function row(alert, fresh) {
  return el('li', {
    class: fresh ? 'alert fresh' : 'alert', id: `alert-${alert.alertId}`, role: 'option',
    'aria-selected': String(alert.alertId === chosen), 'aria-label': spoken(alert),
    data: { id: alert.alertId, revision: alert.revision, acts: alert.acts, priority: alert.priority, status: alert.status, match: alert.matchKind },
    onclick: () => open(alert.alertId),
  },
    picture(alert),
    el('div', { class: 'facts' },
      el('span', { class: 'headline' },
        plate(alert.plate, { confidence: alert.characterConfidence, differing: differing(alert) }),
        el('span', { class: 'category' }, words(alert.category))),
      badges(alert),
      el('span', { class: 'where' }, camera(alert))),
    el('div', { class: 'when' },
      el('time', { datetime: alert.capturedAt }, timeOf(alert.capturedAt)),
      el('span', { data: { ago: alert.capturedAt } }, ago(alert.capturedAt))));
}

/** The row of an alert; an unchanged one stays, so that pictures are fetched once. */
function rowOf(alert, freshId) {
  let known = rows.get(alert.alertId);
  if (known?.dataset.revision !== String(alert.revision)) {
    known = row(alert, alert.alertId === freshId);
    rows.set(alert.alertId, known);
  } else if (known.dataset.acts !== String(alert.acts)) {
    known.dataset.acts = alert.acts;
    known.setAttribute('aria-label', spoken(alert));
    $('.badges', known).replaceWith(badges(alert));
  }
  return known;
}

/**
 * Draws the board anew.
 *
 * @returns what units have to be told of since it was drawn last, to be said
 */
function draw(freshId = null) {
  const shown = newestFirst();
  for (const id of rows.keys()) if (!alerts.has(id)) rows.delete(id);
  // Only what is out of place moves: a row that is taken out and put back starts its picture anew.
  const wanted = shown.map(alert => rowOf(alert, freshId));
  const keep = new Set(wanted);
  for (const item of [...list.children]) if (!keep.has(item)) item.remove();
  wanted.forEach((item, at) => {
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  $('#empty').hidden = shown.length > 0;
  $('#empty').textContent = alerts.size === 0
    ? 'No alerts. They show here by themselves the moment they are raised.'
    : 'No alert passes this filter.';
  $('#count').textContent = shown.length === alerts.size ? `${shown.length}` : `${shown.length} of ${alerts.size}`;
  mark();
  drawDetail();
  return drawTell(sorted(), open);
}

/** Shows which alert is chosen. */
function mark() {
  for (const item of list.children) item.setAttribute('aria-selected', String(item.dataset.id === chosen));
  const shown = rows.get(chosen);
  if (shown?.isConnected) list.setAttribute('aria-activedescendant', shown.id);
  else list.removeAttribute('aria-activedescendant');
}

function compare(alert) {
  return el('div', { class: alert.status === 'RECALLED' && 'recalled' },
    el('div', { class: 'compare' },
      el('span', { class: 'muted' }, 'Read'),
      plate(alert.plate, { confidence: alert.characterConfidence, differing: differing(alert), big: true, label: 'Read' }),
      el('span', { class: 'muted' }, 'Listed'),
      // What is known of a plate has positions of its own.
      plate(alert.listedPlate, { differing: alert.partial ? [] : differing(alert), big: true, label: 'Listed' })),
    alert.partial && el('p', {}, 'Only a part of the plate is listed (? is one unknown character, * any number of them): other vehicles match as well.'),
    alert.differences.length === 0
      ? el('p', { class: 'same' }, alert.partial ? 'Every character that is listed agrees.' : 'Every character agrees.')
      : el('table', { class: 'differs' },
        el('thead', {}, el('tr', {}, ['Differs at', 'Read', 'Listed'].map(h => el('th', { scope: 'col' }, h)))),
        el('tbody', {}, alert.differences.map(d => el('tr', {},
          el('td', {}, `character ${d.position + 1}`),
          el('td', {}, el('b', {}, d.read), ` ${percent(d.readProbability)} sure`),
          el('td', {}, el('b', {}, d.listed), ` ${percent(d.listedProbability)} sure`))))));
}

function fact(name, value) {
  return value === null || value === undefined || value === '' ? [] : [el('dt', {}, name), el('dd', {}, String(value))];
}

const STATE = { MATCH: 'agrees with the list', MISMATCH: 'differs from the list', UNKNOWN: 'not known' };

/** Stays when the details are drawn anew, and is drawn anew itself when something is done. */
const actions = el('section', { id: 'acts', 'aria-label': 'Checks and release' });

function drawActions(alert) {
  const drawn = `${alert.alertId} ${alert.revision} ${alert.acts}`;
  if (actions.dataset.drawn === drawn) return;
  const same = actions.dataset.alert === alert.alertId;
  const note = same ? $('#act-note', actions)?.value ?? '' : '';
  const chosenDisposition = same && actions.dataset.tell === String(alert.mustTell) ? $('#act-disposition', actions)?.value : null;
  const focused = actions.contains(document.activeElement) ? document.activeElement : null;
  actions.dataset.drawn = drawn;
  actions.dataset.alert = alert.alertId;
  actions.dataset.tell = alert.mustTell;
  actions.replaceChildren(...acts(alert, mayAct, note, arrive));
  if (chosenDisposition && $('#act-disposition', actions)) $('#act-disposition', actions).value = chosenDisposition;
  // Whoever works by keyboard stays where they were.
  if (focused) {
    const again = focused.id ? `#${focused.id}` : `[data-act="${focused.dataset.act}"]`;
    ($(`${again}:not([disabled])`, actions) ?? $('.detail')).focus();
  }
}

const NONE = 'Choose an alert to compare its picture with the list.';
const GONE = 'The alert that you looked at is no longer on the board. Choose another one.';

function drawDetail() {
  const alert = alerts.get(chosen);
  const drawn = alert ? `${alert.alertId} ${alert.revision}` : `none ${chosen}`;
  const detail = $('#detail');
  if (alert) drawActions(alert);
  if (detail.dataset.drawn === drawn) return;
  detail.dataset.drawn = drawn;
  if (!alert) {
    delete actions.dataset.drawn;
    detail.replaceChildren(el('p', { class: 'empty' }, chosen === null ? NONE : GONE), actsOfNone());
    return;
  }
  detail.replaceChildren(
    picture(alert),
    // A withdrawn alert has nothing left to compare.
    ...(alert.plate ? [compare(alert)] : []),
    alert.status === 'RECALLED'
      ? el('p', { class: 'notice stop' }, `Recalled: ${alert.recallReason ?? 'no reason given'}`)
      : el('p', { class: 'notice warn' }, 'A match alone is no ground for a stop. Compare the picture with the plate listed, and confirm by other means that the entry still stands.'),
    actions,
    el('dl', {},
      fact('Category', words(alert.category)),
      fact('Priority', words(alert.priority)),
      fact('Reason', alert.reason),
      fact('Listed by', alert.sourceAgency),
      fact('Case number', alert.caseNumber),
      fact('State', `${STATE[alert.stateMatch]}${alert.readState ? `, read ${alert.readState}` : ''}${alert.listedState ? `, listed ${alert.listedState}` : ''}`),
      fact('Listed until', alert.listedUntil && `${dayOf(alert.listedUntil)}, ${timeOf(alert.listedUntil)}`),
      fact('Weakest character', percent(alert.confidence)),
      fact('Camera', camera(alert)),
      alert.latitude !== null && fact('Position', `${alert.latitude.toFixed(5)}, ${alert.longitude.toFixed(5)}`),
      fact('Captured', `${dayOf(alert.capturedAt)}, ${timeOf(alert.capturedAt)}`),
      fact('Alert raised', `${((new Date(alert.raisedAt) - new Date(alert.capturedAt)) / 1000).toFixed(1)} s after capture`)));
}

function choose(id) {
  chosen = id;
  mark();
  rows.get(id)?.scrollIntoView({ block: 'nearest' });
  drawDetail();
}

/** Chooses an alert that was pressed. */
function open(id) {
  choose(id);
  // On a narrow screen the details are below the list.
  if (narrow.matches) $('.detail').scrollIntoView();
}

function step(by) {
  const shown = newestFirst();
  if (shown.length === 0) return;
  const at = shown.findIndex(alert => alert.alertId === chosen);
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  choose(shown[next].alertId);
}

function filterBy(name) {
  filter = name;
  for (const chip of document.querySelectorAll('[data-filter]')) chip.setAttribute('aria-pressed', String(chip.dataset.filter === name));
  draw();
}

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => step(-Infinity),
  1: () => filterBy('all'), 2: () => filterBy('exact'), 3: () => filterBy('lookalike'), 4: () => filterBy('open'),
  r: () => { location.href = '/reads.html'; },
  '?': () => $('#help').showModal(),
};
const LIST_KEYS = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity),
};

// Keys of one character can be switched off: speech input would press them by chance (WCAG 2.1.4).
const letters = $('#letters');
letters.checked = localStorage.getItem('letters') !== 'off';
letters.addEventListener('change', () => localStorage.setItem('letters', letters.checked ? 'on' : 'off'));

/** Whether keys are typed into what has the focus: there they are no commands. */
const takesText = element => element.matches('input, select, textarea') || element.isContentEditable;

document.addEventListener('keydown', event => {
  // Not Shift: it is how some characters are typed, ? on most keyboards and digits on some.
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (takesText(event.target) || document.querySelector('dialog[open]')) return;
  const inList = event.target === list || event.target === document.body;
  const action = (inList && LIST_KEYS[event.key]) || (letters.checked && KEYS[event.key.toLowerCase()]);
  if (action) {
    event.preventDefault();
    action();
  }
});
for (const chip of document.querySelectorAll('[data-filter]')) chip.addEventListener('click', () => filterBy(chip.dataset.filter));
$('#help-button').addEventListener('click', () => $('#help').showModal());

function link(state, text) {
  const element = $('#link');
  document.body.dataset.link = state;
  // What is said again is not announced again.
  if (element.textContent === text) return;
  element.dataset.state = state;
  element.textContent = text;
}

/** Says what is wrong with the board, until it is said that nothing is. */
function complain(text) {
  const element = $('#problem');
  if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
  element.hidden = text === null;
}

const say = text => { $('#announce').textContent = text; };

/** Shows the whole board; what the stream brought in the meantime stays. */
function show(board, since) {
  alerts.clear();
  board.forEach(take);
  since.forEach(take);
  chosen ??= newestFirst()[0]?.alertId ?? null;
  const news = draw();
  if (news.length > 0) say(news.join(' '));
}

function arrive(alert) {
  const isNew = !alerts.has(alert.alertId);
  const revised = alerts.get(alert.alertId)?.revision !== alert.revision;
  if (!take(alert)) return;
  chosen ??= alert.alertId;
  const news = draw(isNew ? alert.alertId : null);
  if (news.length > 0) say(news.join(' '));
  else if (alert.status === 'RECALLED') say(`Alert recalled: ${[...alert.plate].join(' ') || 'withdrawn'}`);
  else say(`${isNew ? 'New alert' : revised ? 'Alert revised' : 'Alert'}: ${spoken(alert)}`);
}

setInterval(() => {
  for (const element of document.querySelectorAll('[data-ago]')) element.textContent = ago(element.dataset.ago);
}, 1000);

// What sticks below the bar and its banner has to know how high they are.
new ResizeObserver(([top]) => {
  document.documentElement.style.setProperty('--top', `${Math.ceil(top.target.offsetHeight)}px`);
}).observe($('#top'));

try {
  const who = await session();
  mayAct = who.permissions.includes('ACT_ON_ALERTS');
  const refusal = lacking(who, 'VIEW_ALERTS');
  if (refusal) {
    link('off', 'Not connected');
    complain(refusal);
  } else {
    follow({ arrive, show, link, complain });
  }
} catch (failure) {
  if (failure instanceof Barred) {
    link('off', 'Not connected');
    complain(`${failure.message} Reload the page once that is settled.`);
  } else {
    link('lost', 'Connection lost – alerts are not arriving');
    complain(`${failure.message} Reload the page to try again.`);
  }
}
