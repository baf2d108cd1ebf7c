// The search page: reads by plate, or by camera and time, for a stated purpose.
import { $, dayOf, el, percent, plate, timeOf } from './dom.js';
import { problemOf, request, session } from './session.js';

const form = $('#query');
const field = name => form.elements.namedItem(name);
let purposes = [];
let asked = null;

const HOUR = 3600_000;
const local = date => new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

async function prepare() {
  const policy = await request('/policy');
  purposes = policy.ok ? (await policy.json()).purposes ?? [] : [];
  field('purpose').replaceChildren(
    el('option', { value: '' }, 'Choose …'),
    ...purposes.map(p => el('option', { value: p.code }, p.description ?? p.code)));
  const cameras = await request('/api/cameras');
  if (cameras.ok) {
    field('camera').replaceChildren(
      ...(await cameras.json()).map(c => el('option', { value: c.cameraId }, `${c.cameraId} – ${c.name}`)));
  } else {
    complain(await problemOf(cameras));
  }
  field('to').value = local(new Date());
  field('from').value = local(new Date(Date.now() - 24 * HOUR));
}

function complain(text) {
  $('#problem').textContent = text ?? '';
  $('#problem').hidden = !text;
}

/** Says what is missing before the server has to. */
function missing() {
  const purpose = purposes.find(p => p.code === field('purpose').value);
  const wanted = [
    [field('purpose'), !purpose, 'State the purpose of the search.'],
    [field('caseNumber'), purpose?.requiresCaseNumber && !field('caseNumber').value.trim(), 'This purpose needs a case number.'],
    [field('plate'), by() === 'plate' && !field('plate').value.trim(), 'Enter a plate.'],
  ];
  for (const [input, bad] of wanted) input.setAttribute('aria-invalid', String(Boolean(bad)));
  const first = wanted.find(([, bad]) => bad);
  first?.[0].focus();
  return first?.[2] ?? null;
}

const by = () => new FormData(form).get('by');

function parameters() {
  const query = new URLSearchParams({ purpose: field('purpose').value });
  const add = (name, value) => { if (value) query.set(name, value); };
  add('caseNumber', field('caseNumber').value.trim());
  if (by() === 'plate') {
    query.set('plate', field('plate').value.trim());
    if (field('lookalikes').checked) query.set('lookalikes', 'true');
  } else {
    query.set('camera', field('camera').value);
  }
  add('from', field('from').value && new Date(field('from').value).toISOString());
  // The field counts whole minutes: the chosen one is meant to be in.
  add('to', field('to').value && new Date(new Date(field('to').value).getTime() + 60_000).toISOString());
  return query;
}

function row(read) {
  const why = new URLSearchParams({ purpose: asked.get('purpose') });
  if (asked.has('caseNumber')) why.set('caseNumber', asked.get('caseNumber'));
  const show = el('button', { type: 'button', onclick: async () => {
    // A picture is a look of its own and is recorded as one: it is fetched only when asked for.
    const response = await request(`${read.image}${read.image.includes('?') ? '&' : '?'}${why}`, { headers: { Accept: 'image/jpeg' } });
    if (response.ok) {
      const address = URL.createObjectURL(await response.blob());
      show.replaceWith(el('img', { class: 'crop', src: address, alt: `Picture of the plate, read as ${[...read.plate].join(' ')}` }));
    } else {
      complain(await problemOf(response));
    }
  } }, 'Show');
  return el('tr', {},
    el('td', {}, read.image ? show : el('span', { class: 'muted' }, 'none')),
    el('td', {}, plate(read.plate, { confidence: read.characterConfidence ?? [] })),
    el('td', {}, read.state ?? el('span', { class: 'muted' }, 'unknown')),
    el('td', {}, read.cameraId),
    el('td', {}, el('time', { datetime: read.capturedAt }, `${dayOf(read.capturedAt)}, ${timeOf(read.capturedAt)}`)),
    el('td', {}, String(read.looks)),
    el('td', {}, percent(read.confidence)));
}

async function ask(query, append) {
  complain(null);
  $('#summary').textContent = 'Searching …';
  const response = await request(`/reads?${query}`);
  if (!response.ok) {
    $('#summary').textContent = 'No answer.';
    complain(await problemOf(response));
    return;
  }
  const answer = await response.json();
  asked = query;
  const rows = answer.reads.map(row);
  const body = $('#results tbody');
  if (append) body.append(...rows); else body.replaceChildren(...rows);
  const count = body.children.length;
  $('#results table').hidden = count === 0;
  $('#partial').hidden = !answer.partial;
  $('#summary').textContent = count === 0
    ? 'No reads. Reads that are older than the policy allows no longer exist.'
    : `${count} read${count === 1 ? '' : 's'}${answer.nextCursor ? ', and more' : ''}, newest first.`;
  const more = $('#more');
  more.hidden = !answer.nextCursor;
  more.onclick = () => {
    const next = new URLSearchParams(query);
    next.set('cursor', answer.nextCursor);
    ask(next, true);
  };
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const lack = missing();
  if (lack) complain(lack);
  else ask(parameters(), false);
});
form.addEventListener('change', () => {
  for (const part of form.querySelectorAll('[data-by]')) part.hidden = part.dataset.by !== by();
  const purpose = purposes.find(p => p.code === field('purpose').value);
  $('#case-hint').textContent = purpose?.requiresCaseNumber ? '(needed for this purpose)' : '(optional)';
});

await session();
await prepare();
