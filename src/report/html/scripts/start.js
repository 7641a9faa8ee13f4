// The choices for all figures, and the figures themselves.

function addChoices(form, show) {
  if (DATA.missions.length > 1) {
    const select = make(
      "select",
      { id: "choose-mission" },
      DATA.missions.map((one, place) => make("option", { value: place }, one.name)),
    );
    select.addEventListener("input", () => {
      CHOICE.mission = Number(select.value);
      show();
    });
    form.append(make("span", {}, [make("label", { for: "choose-mission" }, "Mission "), select]));
  }
  const boxes = DATA.policies.map((policy, place) => {
    const box = make("input", { type: "checkbox", id: `policy-${place}`, checked: true });
    box.addEventListener("input", () => {
      if (box.checked) CHOICE.policies.add(place);
      else CHOICE.policies.delete(place);
      show();
    });
    return make("label", { for: `policy-${place}` }, [box, " " + policy.name]);
  });
  form.append(make("fieldset", {}, [make("legend", {}, "Policies"), ...boxes]));
  form.addEventListener("submit", (event) => event.preventDefault());
}

function start() {
  const home = document.getElementById("charts");
  const views = FIGURES.map((figure) => new FigureView(figure, home));
  // a figure that fails must not take the others with it
  const show = () =>
    views.forEach((view) => {
      try {
        view.show();
      } catch (error) {
        console.error(`the figure ${view.figure.id} could not be drawn`, error);
      }
    });
  addChoices(document.getElementById("choices"), show);
  followAppearance(show);
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll("input[data-filters]").forEach(makeFilter);
}

start();
