// The collection of activities with the rules that Daybook has: everybody sees and makes their own.
migrate((app) => {
  const own = "user = @request.auth.id";
  const activities = new Collection({
    type: "base",
    name: "activities",
    listRule: own,
    viewRule: own,
    createRule: "@request.auth.id != '' && @request.body.user = @request.auth.id",
    fields: [
      { type: "relation", name: "user", required: true, maxSelect: 1, cascadeDelete: true,
        collectionId: app.findCollectionByNameOrId("users").id },
      { type: "text", name: "activity_name", required: true, max: 100 },
      { type: "number", name: "duration", onlyInt: true, min: 0 },
      { type: "autodate", name: "timestamp", onCreate: true },
    ],
    indexes: ["create index activities_of_user on activities (user)"],
  });
  app.save(activities);
});
