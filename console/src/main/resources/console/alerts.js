// The dispatch board: the alerts of the window, live, newest first.
import { $, ago, dayOf, el, percent, plate, timeOf, words } from './dom.js';
import { problemOf, request, session, signIn } from './session.js';

const alerts = new Map();
let chosen = null;
let filter = 'all';

const list = $('#alerts');
const FILTERS = {
  all: () => true,
  exact: alert => alert.matchKind === 'EXACT',
  lookalike: alert => alert.matchKind === 'LOOKALIKE',
  open: alert => alert.status === 'OPEN',
};

const newestFirst = () => [...alerts.values()]
  .filter(FILTERS[filter])
  .sort((a, b) => b.capturedAt.localeCompare(a.capturedAt) || b.alertId.localeCompare(a.alertId));

/** Takes a revision; older ones than the one shown change nothing. */
function take(alert) {
  const known = alerts.get(alert.alertId);
  if (known && known.revision >= alert.revision) return false;
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
    alert.matchKind === 'EXACT'
      ? el('span', { class: 'badge exact' }, 'exact')
      : el('span', { class: 'badge lookalike' }, `look-alike · ${alert.differences.length} differs`),
    el('span', { class: `badge ${alert.priority}` }, `${words(alert.priority)} priority`),
    el('span', { class: 'badge plain' }, words(alert.category)),
    alert.stateMatch === 'MISMATCH' && el('span', { class: 'badge mismatch' }, `state ${alert.readState} ≠ ${alert.listedState}`));
}

function row(alert, fresh) {
  return el('li', {
    class: fresh ? 'alert fresh' : 'alert', id: `alert-${alert.alertId}`, role: 'option',
    'aria-selected': String(alert.alertId === chosen),
    data: { id: alert.alertId, priority: alert.priority, status: alert.status, match: alert.matchKind },
    onclick: () => choose(alert.alertId),
  },
    picture(alert),
    el('div', { class: 'facts' },
      plate(alert.plate, { confidence: alert.characterConfidence, differing: differing(alert) }),
      badges(alert),
      el('span', { class: 'where' }, camera(alert))),
    el('div', { class: 'when' },
      el('time', { datetime: alert.capturedAt }, timeOf(alert.capturedAt)),
      el('span', { data: { ago: alert.capturedAt } }, ago(alert.capturedAt))));
}

function draw(freshId = null) {
  const shown = newestFirst();
  list.replaceChildren(...shown.map(alert => row(alert, alert.alertId === freshId)));
  if (chosen) list.setAttribute('aria-activedescendant', `alert-${chosen}`);
  $('#empty').hidden = shown.length > 0;
  $('#count').textContent = shown.length === 1 ? '1 alert' : `${shown.length} alerts`;
  drawDetail();
}

function compare(alert) {
  return el('div', {},
    el('div', { class: 'compare' },
      el('span', { class: 'muted' }, 'Read'),
      plate(alert.plate, { confidence: alert.characterConfidence, differing: differing(alert), big: true, label: 'Read' }),
      el('span', { class: 'muted' }, 'Listed'),
      plate(alert.listedPlate, { differing: differing(alert), big: true, label: 'Listed' })),
    alert.differences.length > 0 && el('table', { class: 'differs' },
      el('thead', {}, el('tr', {}, ['Position', 'Read', 'Listed'].map(h => el('th', { scope: 'col' }, h)))),
      el('tbody', {}, alert.differences.map(d => el('tr', {},
        el('td', {}, String(d.position + 1)),
        el('td', {}, `${d.read} (${percent(d.readProbability)})`),
        el('td', {}, `${d.listed} (${percent(d.listedProbability)})`))))));
}

function fact(name, value) {
  return value === null || value === undefined || value === '' ? [] : [el('dt', {}, name), el('dd', {}, String(value))];
}

const STATE = { MATCH: 'agrees with the list', MISMATCH: 'differs from the list', UNKNOWN: 'not known' };

function drawDetail() {
  const alert = alerts.get(chosen);
  if (!alert) return;
  $('#detail').replaceChildren(
    picture(alert),
    compare(alert),
    alert.status === 'RECALLED'
      ? el('p', { class: 'notice stop' }, `Recalled: ${alert.recallReason ?? 'no reason given'}`)
      : el('p', { class: 'notice warn' }, 'A match alone is no ground for a stop. Compare the picture with the plate listed, and confirm by other means that the entry still stands.'),
    el('dl', {},
      fact('Category', words(alert.category)),
      fact('Priority', words(alert.priority)),
      fact('Reason', alert.reason),
      fact('Listed by', alert.sourceAgency),
      fact('Case number', alert.caseNumber),
      fact('State', `${STATE[alert.stateMatch]}${alert.readState ? `, read ${alert.readState}` : ''}${alert.listedState ? `, listed ${alert.listedState}` : ''}`),
      fact('Weakest character', percent(alert.confidence)),
      fact('Camera', camera(alert)),
      alert.latitude !== null && fact('Position', `${alert.latitude.toFixed(5)}, ${alert.longitude.toFixed(5)}`),
      fact('Captured', `${dayOf(alert.capturedAt)}, ${timeOf(alert.capturedAt)}`),
      fact('Alert raised', `${((new Date(alert.raisedAt) - new Date(alert.capturedAt)) / 1000).toFixed(1)} s after capture`)));
}

function choose(id) {
  chosen = id;
  for (const item of list.children) item.setAttribute('aria-selected', String(item.dataset.id === id));
  list.setAttribute('aria-activedescendant', `alert-${id}`);
  document.getElementById(`alert-${id}`)?.scrollIntoView({ block: 'nearest' });
  drawDetail();
}

function step(by) {
  const shown = newestFirst();
  if (shown.length === 0) return;
  const at = shown.findIndex(alert => alert.alertId === chosen);
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
  choose(shown[next].alertId);
}

function show(name) {
  filter = name;
  for (const chip of document.querySelectorAll('[data-filter]')) chip.setAttribute('aria-pressed', String(chip.dataset.filter === name));
  draw();
}

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: () => { chosen = null; step(0); },
  1: () => show('all'), 2: () => show('exact'), 3: () => show('lookalike'), 4: () => show('open'),
  r: () => { location.href = '/reads.html'; },
  '?': () => $('#help').showModal(),
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  const action = KEYS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});
for (const chip of document.querySelectorAll('[data-filter]')) chip.addEventListener('click', () => show(chip.dataset.filter));
$('#help-button').addEventListener('click', () => $('#help').showModal());

function link(state, text) {
  const element = $('#link');
  if (element.dataset.state !== state || element.textContent !== text) {
    element.dataset.state = state;
    element.textContent = text;
  }
}

async function load() {
  const response = await request('/api/alerts');
  if (!response.ok) {
    $('#empty').textContent = await problemOf(response);
    $('#empty').hidden = false;
    return false;
  }
  const board = await response.json();
  alerts.clear();
  board.forEach(take);
  draw();
  return true;
}

/** Live alerts. After a break the whole board is loaded again, so that nothing is missed. */
function listen() {
  const stream = new EventSource('/api/alert-stream');
  stream.onopen = async () => {
    if (await load()) link('live', 'live');
  };
  stream.addEventListener('alert', message => {
    const alert = JSON.parse(message.data);
    const isNew = !alerts.has(alert.alertId);
    if (!take(alert)) return;
    chosen ??= alert.alertId;
    draw(isNew ? alert.alertId : null);
    $('#announce').textContent = alert.status === 'RECALLED'
      ? `Alert recalled: ${[...alert.plate].join(' ')}`
      : `${isNew ? 'New alert' : 'Alert revised'}: ${words(alert.category)}, ${[...alert.plate].join(' ')}, ${camera(alert)}`;
  });
  stream.onerror = async () => {
    link('lost', 'connection lost – alerts are not arriving');
    if (stream.readyState !== EventSource.CLOSED) return;
    // The server refused: signed out, or down. EventSource gives up then; we do not.
    const probe = await fetch('/session', { credentials: 'same-origin' }).catch(() => null);
    if (probe?.status === 401) await signIn();
    setTimeout(listen, 2000);
  };
}

setInterval(() => {
  for (const element of document.querySelectorAll('[data-ago]')) element.textContent = ago(element.dataset.ago);
}, 1000);

await session();
listen();
