package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.classical.OcrNatives;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.alprstreams.recognition.worker.Workers;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Finds plates with a detector on a small copy of the frame, checks and places them with a refiner
 * at full resolution, straightens them and spells them with a sequence reader.
 */
public final class NeuralPlateReader implements PlateReader {

  /** The engine's name in the settings. */
  public static final String NAME = "neural";

  /** Time of the search in the whole frame, as told to the {@link StageTimer}. */
  public static final String DETECT = "detect";

  /** Time of the closer look at what was found. */
  public static final String REFINE = "refine";

  /** Time of spelling. */
  public static final String READ = "read";

  /** Rises with every change of the code that may read an image differently. */
  private static final String VERSION = "6";

  /**
   * Places that look less like a plate than this are not read. Of 400 photographs and their harder
   * copies two plates look less like one, and the next 0.54; on 200 rendered frames without a plate
   * the most plate-like place, a sign with five letters on white, 0.44.
   */
  private static final double PLATE = 0.5;

  /** A place that the search finds less plate-like cannot become one by a closer look. */
  private static final double PROMISING = PLATE * PLATE;

  /**
   * A picture of a plate that is read less surely than this is searched for the plate besides. With
   * 15, 30 and 60 % of its size around the plate on each side, 80 cut-outs give 74, 74 and 75
   * instead of 73, 66 and 3; of 242 closely cut ones nine are searched, and none is lost by it.
   */
  private static final double CLOSELY_CUT = 0.5;

  /**
   * What is found in a picture of a plate and covers a smaller share of it is no plate but print
   * upon one: stickers of the year and slogans cover up to 0.053 of photographs, straight or turned
   * by up to 30°. Plates with 60 % of their size around them on each side cover 0.167 at least.
   */
  private static final double PRINT = 0.08;

  /**
   * Each plate is straightened with and without a margin and read from both, since corners are
   * never exact and cameras cut more or less closely; both readings count alike.
   */
  private static final List<View> VIEWS = List.of(Rectifier::rectify, Rectifier::fill);

  private final NeuralOptions options;
  private final StageTimer timer;
  private final Models models;
  private final Detector detector;
  private final Refiner refiner;
  private final CharacterReader reader;
  private final Workers<Worker> workers;

  /**
   * Loads the networks and starts the workers.
   *
   * @param timer is told the times of the stages {@link #DETECT}, {@link #REFINE} and {@link #READ}
   * @throws IllegalStateException when a network is missing or damaged
   * @throws UnsupportedOperationException when there are no libraries for this machine
   */
  public NeuralPlateReader(NeuralOptions options, StageTimer timer) {
    this(options, timer, Models.load());
  }

  NeuralPlateReader(NeuralOptions options, StageTimer timer, Models models) {
    OcrNatives.load();
    this.options = options;
    this.timer = timer;
    this.models = models;
    this.detector = new Detector(models.detector());
    this.refiner = new Refiner(models.refiner());
    this.reader = new CharacterReader(models.reader());
    this.workers = new Workers<>(options.workers(), Worker::new);
  }

  /** Unpacks and loads the network runtime; a reader opened later need not. */
  public static void loadNatives() {
    Models.environment();
  }

  @Override
  public Engine engine() {
    return new Engine(NAME, VERSION + "-" + models.version());
  }

  @Override
  public List<Look> read(FrameImage frame) {
    return workers.with(
        worker -> {
          try (Mats mats = new Mats()) {
            return search(grey(frame, mats), worker);
          }
        });
  }

  /**
   * The whole picture is taken for the plate: cameras that cut plates out cut them closely. What
   * cannot be read so may have more around it, and is searched as a frame; the surer reading
   * counts. What is small in it is left aside: it would be print on the plate, read surely.
   */
  @Override
  public List<Look> readCrop(FrameImage crop) {
    return workers.with(
        worker -> {
          try (Mats mats = new Mats()) {
            Mat grey = grey(crop, mats);
            Corners whole = Corners.of(new Box(0, 0, crop.width(), crop.height()));
            List<Look> looks = looks(grey, List.of(new Proposal(whole, 1)), worker);
            return isDoubtful(looks) ? surest(looks, large(search(grey, worker), crop)) : looks;
          }
        });
  }

  private static boolean isDoubtful(List<Look> looks) {
    return looks.stream().noneMatch(look -> look.confidence() >= CLOSELY_CUT);
  }

  private static List<Look> large(List<Look> looks, FrameImage crop) {
    double smallest = PRINT * crop.width() * crop.height();
    return looks.stream()
        .filter(look -> look.corners().width() * look.corners().height() >= smallest)
        .toList();
  }

  private static List<Look> surest(List<Look> whole, List<Look> searched) {
    return Stream.concat(whole.stream(), searched.stream())
        .max(Comparator.comparingDouble(Look::confidence))
        .stream()
        .toList();
  }

  private List<Look> search(Mat grey, Worker worker) {
    long started = System.nanoTime();
    List<Proposal> proposals = detector.find(grey, worker.frame, options.proposals());
    long detected = System.nanoTime();
    timer.record(DETECT, detected - started);
    List<Proposal> plates = plates(grey, proposals, worker);
    timer.record(REFINE, System.nanoTime() - detected);
    return looks(grey, plates, worker);
  }

  @Override
  public void close() {
    workers.close();
    models.close();
  }

  /** The proposals that are plates, with their corners; one for each place. */
  private List<Proposal> plates(Mat grey, List<Proposal> proposals, Worker worker) {
    List<Proposal> promising =
        proposals.stream().filter(proposal -> proposal.score() >= PROMISING).toList();
    List<Proposal> refined =
        refiner.refine(grey, promising, worker.patches).stream()
            .filter(proposal -> proposal.score() >= PLATE)
            .filter(proposal -> Quads.isPlate(proposal.corners(), grey.cols(), grey.rows()))
            .toList();
    return Distinct.best(refined, options.proposals());
  }

  private List<Look> looks(Mat grey, List<Proposal> plates, Worker worker) {
    if (plates.isEmpty()) {
      return List.of();
    }
    long started = System.nanoTime();
    List<float[]> steps =
        reader.read(
            plates.size() * VIEWS.size(),
            (target, i) ->
                VIEWS
                    .get(i % VIEWS.size())
                    .draw(grey, plates.get(i / VIEWS.size()).corners(), target),
            worker.plates);
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < plates.size(); i++) {
      List<float[]> views = steps.subList(i * VIEWS.size(), (i + 1) * VIEWS.size());
      look(plates.get(i), views, grey).ifPresent(looks::add);
    }
    looks.sort(
        Comparator.comparingDouble((Look look) -> look.detection() * look.confidence()).reversed());
    timer.record(READ, System.nanoTime() - started);
    return looks;
  }

  private Optional<Look> look(Proposal plate, List<float[]> steps, Mat grey) {
    return Decoder.decode(steps)
        .map(characters -> lookAt(plate, characters, grey))
        .filter(look -> look.confidence() >= options.minConfidence());
  }

  private static Look lookAt(Proposal plate, List<CharacterAlternatives> characters, Mat grey) {
    return new Look(
        plate.corners().within(grey.cols(), grey.rows()),
        plate.corners(),
        characters,
        plate.score());
  }

  private static Mat grey(FrameImage frame, Mats mats) {
    Mat grey = mats.own(new Mat(frame.height(), frame.width(), CvType.CV_8UC1));
    grey.put(0, 0, frame.grey());
    return grey;
  }

  /** Straightens a plate in its own way. */
  private interface View {
    void draw(Mat grey, Corners plate, Mat target);
  }

  /** What one thread needs: memory for the inputs of the networks. */
  private static final class Worker implements Workers.Worker {

    private final InputBuffer frame = new InputBuffer();
    private final InputBuffer patches = new InputBuffer();
    private final InputBuffer plates = new InputBuffer();

    @Override
    public void close() {
      // Direct buffers are freed with this object.
    }
  }
}
