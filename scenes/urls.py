from scenes.api.routes import patterns

urlpatterns = patterns()
